#!/usr/bin/env bash
# How long `./tare --version` takes, against a JVM that says hello: pairs, one after the other, so
# that the host's drift falls on both. Prints the medians and the median of the pairs' ratios.
# Usage: start-time.sh [PAIRS] [COMMAND...]     (default: 40 pairs of ./tare --version)
# Ends with 1 if the ratio is above 3.
set -euo pipefail

pairs=${1:-40}
shift || true
root=$(cd "$(dirname "$0")/../../../.." && pwd -P)
command=("$@")
[ "${#command[@]}" -gt 0 ] || command=("$root/tare" --version)

. "$root/harness/src/assembly/lib/find-java.sh"
find_java javac || { echo "no JDK 17 or later was found" >&2; exit 7; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cat >"$work/Hello.java" <<'END'
public class Hello {
    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
END
"$java_home/bin/javac" -d "$work" "$work/Hello.java"
hello=("$java_home/bin/java" -Xshare:auto -cp "$work" Hello)

# Sets took to the wall time of a command, in microseconds.
took=0
take() {
    local start=${EPOCHREALTIME/./}
    "$@" >/dev/null </dev/null
    took=$((${EPOCHREALTIME/./} - start))
}

for _ in 1 2 3; do # builds, makes the archive, warms the page cache
    take "${command[@]}"
    take "${hello[@]}"
done
for ((i = 0; i < pairs; i++)); do
    if ((i % 2)); then
        take "${hello[@]}" && h=$took
        take "${command[@]}" && t=$took
    else
        take "${command[@]}" && t=$took
        take "${hello[@]}" && h=$took
    fi
    echo "$h $t $((t * 1000 / h))"
done >"$work/times"

# Prints the median of column $1.
median() {
    sort -n -k "$1,$1" "$work/times" | awk -v column="$1" '
        { v[NR] = $column }
        END { print (v[int((NR + 1) / 2)] + v[int(NR / 2) + 1]) / 2 }'
}

awk -v pairs="$pairs" -v hello="$(median 1)" -v tare="$(median 2)" -v ratio="$(median 3)" 'BEGIN {
    printf "%d pairs: hello %.1f ms, tare %.1f ms (medians); median ratio %.2f\n",
        pairs, hello / 1000, tare / 1000, ratio / 1000
    exit ratio > 3000
}'
