#!/usr/bin/env bash
# Time of the engine over the number of instances: the thread's CPU time, so that others on the machine do
# not count. HEAP is the JVM's, for 10^7 instances 4 GiB at the least. Needs a build.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
math=$(find "${HOME}/.m2" -name 'commons-math3-*.jar' | head -n 1)
path=simulators/target/classes:results/target/classes:$math
javac -d "$work" -cp "$path" benchmarks/engine/*.java
for policy in "${@:-best-fit}"; do
    echo "$policy"
    for count in 10000 100000 1000000 10000000; do
        java "-Xmx${HEAP:-6g}" -XX:+UseSerialGC -cp "$work:$path" Growth "$policy" 3 "$count"
    done
done
