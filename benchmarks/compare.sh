#!/usr/bin/env bash
# The scenario of benchmarks/README.md in CloudSim Plus and in Tare, both with the same options of the JVM; wall time,
# and in brackets the thread's CPU time. CloudSim Plus once; Tare in RUNS fresh JVMs (5), then once more for its warm
# times. Sizes default to 1000 and 10000; 100000 is run in Tare alone. OPTIONS are the JVM's, none by default. Needs a
# build.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
read -ra options <<<"${OPTIONS:-}"
math=$(find "${HOME}/.m2" -name 'commons-math3-*.jar' | head -n 1)
path=simulators/target/classes:results/target/classes:$math
javac -d "$work" -cp "$path" benchmarks/engine/*.java
cp -r benchmarks/comparators "$work/comparators"
mvn -B -q -f "$work/comparators/pom.xml" compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath
theirs=$work/comparators/target/classes:$(cat "$work/comparators/target/classpath")

tare() {
    java "${options[@]}" -cp "$work:$path" TareSide "$@" | sed 's/^/tare          /'
}

sizes=("$@")
if (($# == 0)); then sizes=(1000 10000); fi
for count in "${sizes[@]}"; do
    for pair in first-fit:next-fit best-fit:best-fit worst-fit:spread-load; do
        java "${options[@]}" -cp "$theirs" comparators.CloudSimPlusSide "${pair%:*}" "$count" \
            | sed 's/^/cloudsimplus  /'
        for ((run = 0; run < ${RUNS:-5}; run++)); do
            tare "${pair#*:}" "$count" 1
        done
        tare "${pair#*:}" "$count" 9
    done
done
for policy in next-fit best-fit spread-load first-fit; do
    tare "$policy" 100000 9
done
