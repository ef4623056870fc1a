#!/bin/sh
# Weighs Tare's crowds against the C reference's, thousand by thousand, in one run:
#   compare-crowds.sh KEY COUNT EACH     KEY: process, namespace or kvm
# COUNT instances live at once, in C EACH of them in a process. One launcher on both sides. Needs a C compiler,
# root, and a build (mvn -B -DskipTests package); JAVA_CLASSES names another class path.
set -eu
key=$1 count=$2 each=$3
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/tare-crowds.XXXXXX")
memory=/sys/fs/cgroup/memory/tare-crowds-$$
pids=/sys/fs/cgroup/pids/tare-crowds-$$
# shellcheck disable=SC2317 # by the trap
clean() {
    rmdir "$memory" "$pids" 2>/dev/null || true
    [ -n "${KEEP:-}" ] || rm -rf "$work"
}
trap clean EXIT INT TERM

cd "$root/harness/src/jmh/c"
strict="-std=c11 -O2 -Wall -Werror"
# shellcheck disable=SC2086 # words
cc $strict -Dmain=launch_main -c -o "$work/launch.o" launch-reference.c
# shellcheck disable=SC2086
cc $strict -o "$work/reference" crowd-reference.c "$work/launch.o" probe.c guest.c fork.c storm.c
resources=$root/workloads/src/main/resources/tare/workloads
mkdir -p "$work/instance/proc"
cp "$resources/probe/probe-$(uname -m).bin" "$work/instance/probe"
chmod 755 "$work/instance/probe"
cp "$resources/kernel/ready-$(uname -m).bin" "$work/ready"
case $key in
    process) set -- process "$work/instance/probe" ;;
    kvm) set -- kvm "$work/ready" ;;
    *) mkdir "$memory" "$pids"; set -- namespace "$work/instance" "$memory" "$pids" ;;
esac

classes=${JAVA_CLASSES:-}
if [ -z "$classes" ]; then
    classes=$root/harness/target/test-classes
    for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
fi
export MALLOC_ARENA_MAX=1 # as bin/tare does
cd "$work"
run() { java -Xmx300m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true -cp "$classes" "$@"; }
run tare.harness.cli.Main run density --backend "$key" --profile thorough --max "$count" \
    --set density.launchers=1 --out "$work/tare" ${CONCURRENT:+--concurrent}
"$work/reference" "$count" "$each" "$@" >"$work/reference.txt"
run tare.harness.benchmark.CrowdComparison "$key" "$work/tare/result.json" "$work/reference.txt"
