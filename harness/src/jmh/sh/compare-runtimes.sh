#!/bin/sh
# Weighs Tare's launches by runtimes' command lines against a C program that runs the very same commands,
# in turns, in one run:
#   compare-runtimes.sh [ROUNDS [LAUNCHES [KEY...]]]
# Needs a C compiler, root, and a build (mvn -B -DskipTests package). Without KEY every backend of this
# build that drives a program is weighed. Prints a verdict per backend; ends with 1 if one is above what
# is allowed (3 % or 0.3 ms, whichever is larger) with its whole 95 % interval.
set -eu
rounds=${1:-10}
launches=${2:-20}
if [ $# -ge 2 ]; then shift 2; else set --; fi
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/tare-compare.XXXXXX")
trap 'rm -rf "$work"' EXIT INT TERM

cc -std=c11 -O2 -Wall -Werror -o "$work/reference" "$root/harness/src/jmh/c/runtime-reference.c"

classes=$root/harness/target/test-classes
for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
export MALLOC_ARENA_MAX=1 # as bin/tare does
java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" \
    tare.harness.benchmark.RuntimeComparison "$rounds" "$launches" "$work/reference" "$@"
