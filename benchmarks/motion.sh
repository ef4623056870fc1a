#!/usr/bin/env bash
# Time of a day of dynamic consolidation on one core, after warming up. FOLDER is a day of PlanetLab. Needs a build.
set -euo pipefail
folder=$(readlink -f "${1:?usage: benchmarks/motion.sh FOLDER [POLICY...]}")
shift
cd "$(dirname "$0")/.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
jars=$(find "${HOME}/.m2" -name 'commons-math3-*.jar' -o -name 'fastcsv-*.jar' -o -name 'jspecify-*.jar' | paste -sd :)
path=simulators/target/classes:results/target/classes:$jars
javac -d "$work" -cp "$path" benchmarks/engine/MotionDay.java
if [ $# = 0 ]; then set -- THR-MMT-0.8 MAD-MMT-2.5 IQR-MMT-1.5 LR-MMT-1.2 THR-MC-0.8; fi
java -Xmx512m -XX:+UseSerialGC -cp "$work:$path" MotionDay "$folder" "${WARMUP:-8}" "${REPEATS:-9}" "$@"
