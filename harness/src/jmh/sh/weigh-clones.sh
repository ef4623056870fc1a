#!/bin/sh
# Tells where the memory of QEMU's forked guests goes, against idle ones that booted cold, all alive at once:
#   weigh-clones.sh [CLONES [COLD]]
# Needs root (memory cgroups), tare setup qemu, and a build (mvn -B -DskipTests package). COLD guests take
# some 130 MiB each.
set -eu
clones=${1:-64}
cold=${2:-8}
root=$(cd "$(dirname "$0")/../../../.." && pwd)
classes=$root/harness/target/test-classes
for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
export MALLOC_ARENA_MAX=1 # as bin/tare does
exec java -Xmx128m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" \
    tare.harness.benchmark.CloneMemory "$clones" "$cold"
