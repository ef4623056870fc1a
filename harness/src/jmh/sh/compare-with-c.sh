#!/bin/sh
# Weighs Tare's launches against the C reference's, in turns, in one run:
#   compare-with-c.sh [ROUNDS [LAUNCHES]]
# Both are bound to one CPU (CPU=N, else the first that this may use): where the scheduler puts a child that was
# just cloned is worth 30 us of a process's 80, and it decides otherwise for a process with many threads. CPU=any leaves it free.
# Needs a C compiler, root, and a build (mvn -B -DskipTests package). Prints a verdict per backend; ends
# with 1 if one is above what is allowed, with its whole 95 % interval.
set -eu
rounds=${1:-10}
launches=${2:-30}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/tare-compare.XXXXXX")
groups=
# shellcheck disable=SC2317 # by the trap
clean() {
    for group in $groups; do rmdir "$group" 2>/dev/null || true; done
    rm -rf "$work"
}
trap clean EXIT INT TERM

cc -std=c11 -O2 -Wall -Werror -o "$work/reference" \
    "$root"/harness/src/jmh/c/launch-reference.c "$root"/harness/src/jmh/c/probe.c "$root"/harness/src/jmh/c/guest.c \
    "$root"/harness/src/jmh/c/fork.c "$root"/harness/src/jmh/c/storm.c
cp "$root/workloads/src/main/resources/tare/workloads/probe/probe-$(uname -m).bin" "$work/probe"
chmod 755 "$work/probe"
mkdir -p "$work/instance/proc"
cp "$work/probe" "$work/instance/probe"
cp "$root/workloads/src/main/resources/tare/workloads/kernel/ready-$(uname -m).bin" "$work/ready"

classes=$root/harness/target/test-classes
for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
export MALLOC_ARENA_MAX=1 # as bin/tare does
cpu=${CPU:-$(taskset -cp $$ | sed 's/.*: \([0-9]*\).*/\1/')}
bound="taskset -c $cpu"
[ "$cpu" = any ] && bound=
status=0
compare() {
    # shellcheck disable=SC2086 # words, or none
    $bound java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" \
        tare.harness.benchmark.ReferenceComparison "$rounds" "$launches" "$@" || status=1
}

compare process "$work/reference" process "$work/probe"
memory=/sys/fs/cgroup/memory/tare-compare-$$
pids=/sys/fs/cgroup/pids/tare-compare-$$
if mkdir "$memory" 2>/dev/null && mkdir "$pids" 2>/dev/null; then
    groups="$memory $pids"
    compare namespace "$work/reference" namespace "$work/instance" "$memory" "$pids"
else
    echo "namespace: not compared, no version 1 control groups can be made here"
fi
if [ -w /dev/kvm ]; then
    compare kvm "$work/reference" kvm "$work/ready"
    if [ "$(uname -m)" = x86_64 ]; then
        fork=$root/workloads/src/main/resources/tare/workloads/kernel/fork-x86_64.bin
        compare kvm-fork "$work/reference" kvm-fork "$fork"
        compare kvm-rewind "$work/reference" kvm-rewind "$fork"
    fi
else
    echo "kvm: not compared, /dev/kvm cannot be used here"
fi
exit "$status"
