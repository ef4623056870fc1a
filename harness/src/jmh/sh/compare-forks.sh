#!/bin/sh
# Weighs forks and rewinds of the bare guest against cold starts, and the memory of live clones:
#   compare-forks.sh [ROUNDS [TURNS [CLONES [PAGES]]]]
# PAGES are written to in each clone. Needs x86-64, root for the memory (a memory cgroup), and a build
# (mvn -B -DskipTests package). Ends with 1 if a figure is above what is allowed, with its whole interval.
set -eu
rounds=${1:-20}
turns=${2:-30}
clones=${3:-1000}
pages=${4:-0}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
classes=$root/harness/target/test-classes
for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
export MALLOC_ARENA_MAX=1 # as bin/tare does
status=0
run() {
    # The whole heap is touched at the start, so that its growth is not taken for the guests'.
    java -Xms64m -Xmx64m -XX:+AlwaysPreTouch -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" "$@"
}

run tare.harness.benchmark.ForkComparison "$rounds" "$turns" || status=1

group=/sys/fs/cgroup/memory/tare-forks-$$
account=$group/memory.usage_in_bytes
if ! mkdir "$group" 2>/dev/null; then
    group=/sys/fs/cgroup/tare-forks-$$
    account=$group/memory.current
    mkdir "$group" 2>/dev/null || group=
fi
if [ -n "$group" ] && [ -e "$account" ]; then
    # In a subshell, which joins the group before it becomes the measurement.
    (
        sh -c 'echo "$PPID"' >"$group/cgroup.procs"
        run tare.harness.benchmark.ForkMemory "$account" "$clones" "$pages"
    ) || status=1
else
    echo "memory: not measured, no memory cgroup can be made here"
fi
[ -z "$group" ] || rmdir "$group"
exit "$status"
