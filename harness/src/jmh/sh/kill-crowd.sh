#!/bin/sh
# Kills Tare (kill -9) while many instances live, then has `tare clean` take away what is left:
#   kill-crowd.sh KEY COUNT [helpers]     KEY: process, namespace or kvm
# With the word helpers those are killed in the same moment, so that nobody ends an instance in order. Says how long
# cleaning took; ends with 1 if that was more than 120 s, or if a process, a control group, a mount or a file is left.
# Needs root and a build (mvn -B -DskipTests package); JAVA_CLASSES names another class path.
set -eu
key=$1 count=$2 whom=${3:-driver}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/tare-kill.XXXXXX")
driver=
# A driver in the background does not hear of Ctrl-C: it ends its crowd when it is told.
trap '[ -z "$driver" ] || kill "$driver" 2>/dev/null || true; rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
allowed=120 patience=600

classes=${JAVA_CLASSES:-}
if [ -z "$classes" ]; then
    classes=$root/harness/target/test-classes
    for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
fi
export MALLOC_ARENA_MAX=1 # as bin/tare does
options="-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true"

# More than are waited for, so that the crowd still grows when it is hit.
# shellcheck disable=SC2086 # words
java -Xmx300m $options -cp "$classes" tare.harness.cli.Main run density --backend "$key" --profile thorough \
    --max $((count + 20000)) --out "$work/out" ${CONCURRENT:+--concurrent} >"$work/log" 2>&1 &
driver=$!

# A namespace's or process's instances are children of helpers, guests are descriptors of theirs.
helpers() { pgrep -P "$driver" || true; }
alive() {
    all=0
    for helper in $(helpers); do
        case $key in
            kvm*) these=$(find "/proc/$helper/fd" -lname 'anon_inode:kvm-vm' 2>/dev/null | wc -l) ;;
            *) these=$(pgrep -c -P "$helper" || true) ;;
        esac
        all=$((all + these))
    done
    echo "$all"
}
began=$(date +%s)
until [ "$(alive)" -ge "$count" ]; do
    if ! kill -0 "$driver" 2>/dev/null || [ $(($(date +%s) - began)) -gt $patience ]; then
        echo "$key: fewer than $count came to live" >&2
        cat "$work/log" >&2
        kill "$driver" 2>/dev/null || true
        exit 1
    fi
    sleep 0.5
done
# By the driver's journal.
run=
for journal in /var/lib/tare/runs/*/"$driver".journal; do run=$(basename "$(dirname "$journal")"); done
lived=$(alive)
helpers=$(helpers)
# shellcheck disable=SC2086 # words
case $whom in
    helpers) kill -9 "$driver" $helpers ;;
    *) kill -9 "$driver" ;;
esac
wait "$driver" 2>/dev/null || true
driver=

begin=$(date +%s%N)
status=0
# shellcheck disable=SC2086 # words
java -Xmx300m $options -cp "$classes" tare.harness.cli.Main clean >"$work/clean" 2>&1 || status=$?
millis=$((($(date +%s%N) - begin) / 1000000))

left=0
found() { echo "$key: left: $1" >&2; left=$((left + 1)); }
[ "$status" -eq 0 ] || { found "tare clean ended with $status"; tail -5 "$work/clean" >&2; }
[ ! -e "/var/lib/tare/runs/$run" ] || found "/var/lib/tare/runs/$run"
# The brackets: grep's own arguments are not to be found.
processes=$(grep -lsa "[t]are-$run" /proc/[0-9]*/cmdline /proc/[0-9]*/environ | wc -l)
[ "$processes" -eq 0 ] || found "$processes processes"
groups=$(find /sys/fs/cgroup -name "*tare-$run*" -type d 2>/dev/null | wc -l)
[ "$groups" -eq 0 ] || found "$groups control groups"
mounts=$(grep -c "tare-$run\|/runs/$run" /proc/self/mountinfo || true)
[ "$mounts" -eq 0 ] || found "$mounts mounts"
echo "$key: $lived lived when $whom was killed; tare clean took $((millis / 1000)).$(printf %03d $((millis % 1000))) s (allowed $allowed), $left kinds of things left"
[ "$left" -eq 0 ] && [ "$millis" -le $((allowed * 1000)) ]
