#!/bin/sh
# Runs the payload kernels in every place in turns, and the instrument's own proof:
#   compare-kernels.sh [ROUNDS [CHUNKS [CPUS [BACKEND...]]]]
# CPUS is a list in the kernel's form that all places are bound to; empty for none. Needs root and a build
# (mvn -B -DskipTests package). Ends with 1 if the proof fails.
set -eu
rounds=${1:-6}
chunks=${2:-10}
cpus=${3-1}
if [ $# -gt 3 ]; then shift 3; else set -- process namespace kvm; fi
root=$(cd "$(dirname "$0")/../../../.." && pwd)
classes=$root/harness/target/test-classes
for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
export MALLOC_ARENA_MAX=1 # as bin/tare does
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
java -Xms64m -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" \
    tare.harness.benchmark.KernelComparison "$scratch" "$cpus" "$rounds" "$chunks" "$@"
