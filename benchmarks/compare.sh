#!/usr/bin/env bash
# The scenario of benchmarks/README.md in CloudSim Plus and in Tare, each in a fresh JVM; wall time of the run, and
# in brackets the thread's CPU time. Sizes default to 1000 and 10000; 100000 is run in Tare alone. Needs a build.
set -euo pipefail
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
math=$(find "${HOME}/.m2" -name 'commons-math3-*.jar' | head -n 1)
path=simulators/target/classes:results/target/classes:$math
javac -d "$work" -cp "$path" benchmarks/engine/*.java
cp -r benchmarks/comparators "$work/comparators"
mvn -B -q -f "$work/comparators/pom.xml" compile dependency:build-classpath \
    -Dmdep.outputFile=target/classpath
theirs=$work/comparators/target/classes:$(cat "$work/comparators/target/classpath")
sizes=("$@")
if (($# == 0)); then sizes=(1000 10000); fi
for count in "${sizes[@]}"; do
    for pair in first-fit:next-fit best-fit:best-fit worst-fit:spread-load; do
        java -cp "$theirs" comparators.CloudSimPlusSide "${pair%:*}" "$count" | sed 's/^/cloudsimplus  /'
        java -XX:+UseSerialGC -cp "$work:$path" TareSide "${pair#*:}" "$count" 9 | sed 's/^/tare          /'
    done
done
for policy in next-fit best-fit spread-load first-fit; do
    java -XX:+UseSerialGC -cp "$work:$path" TareSide "$policy" 100000 9 | sed 's/^/tare          /'
done
