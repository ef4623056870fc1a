#!/usr/bin/env bash
# Gates of Tare's own in a row, by the default policy: how often they are wrong on this host.
#   gate-series.sh N BACKEND[,BACKEND...]   N gates of each backend against itself, by turns: none may FAIL
#   gate-series.sh --slower PERCENT [N]     N gates (1) of runc against a runc that starts PERCENT later, within
#                                           10 minutes each: every one must FAIL
# A line for each gate: what, verdict, seconds, and of each gated figure S95 (the smallest true shift that FAILs 95
# times in 100 at these rounds); then how many of each verdict. Ends with 0 if all are as they must be, 1 if not, 2 for wrong
# words, else with the first other status of tare's. OUT=DIR keeps the results there.
# --slower: both sides are the same wrapper, which becomes runc; on side A it waits 0 us, for a shell costs something
# itself. It waits before `create`, the first of the commands that make a start, by turning in a loop: a process for sleeping
# would be a cost of its own. PERCENT is of the median start of bare runc, measured first.
# Needs bash 5, jq, and root for most backends.
set -euo pipefail

root=$(cd "$(dirname "$0")/../../../.." && pwd)
tare=${TARE:-$root/tare}

usage() {
    sed -n '3,5s/^# //p' "$0" >&2
    exit 2
}

is_count() { [[ $1 =~ ^[1-9][0-9]{0,3}$ ]]; }

command -v jq >/dev/null || { echo "there is no program jq: apt-get install jq" >&2; exit 7; }
work=$(mktemp -d "${TMPDIR:-/tmp}/tare-series.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM
out=${OUT:-$work/out}
declare -A verdicts=([PASS]=0 [FAIL]=0 [INCONCLUSIVE]=0 [INCOMPARABLE]=0)

# One gate: its number, what it is called, and tare's words for the two sides.
gate() {
    local number=$1 name=$2 begin=$SECONDS status=0 verdict s95
    shift 2
    mkdir -p "$out"
    "$tare" gate "$@" --json --out "$out/$number-${name//[^A-Za-z0-9.-]/_}" \
        >"$work/gate.json" 2>"$work/said" || status=$?
    case $status in
        0 | 1 | 3 | 4) ;;
        *)
            echo "$number $name: tare ended with $status" >&2
            tail -n 20 "$work/said" >&2
            exit "$status"
            ;;
    esac
    verdict=$(jq -r .verdict "$work/gate.json")
    s95=$(jq -r '[.lines[] | select(.gated) | .s95 // empty | 1000 * . | round / 10 | "\(.) %"] | join(", ")' \
        "$work/gate.json")
    verdicts[$verdict]=$((verdicts[$verdict] + 1))
    echo "$number $name: $verdict, $((SECONDS - begin)) s, S95 ${s95:-unknown}"
}

# A checkout's launcher may have to build first, which is no gate's time.
built() {
    "$tare" --version >/dev/null
    SECONDS=0
}

# How many of each verdict; whether all are as they must be.
counts() {
    local total=0 verdict
    for verdict in "${!verdicts[@]}"; do total=$((total + verdicts[$verdict])); done
    echo "$total gates in $SECONDS s: ${verdicts[PASS]} PASS, ${verdicts[FAIL]} FAIL," \
        "${verdicts[INCONCLUSIVE]} INCONCLUSIVE, ${verdicts[INCOMPARABLE]} INCOMPARABLE"
    case $1 in
        none) ((verdicts[FAIL] + verdicts[INCOMPARABLE] == 0)) ;;
        all) ((verdicts[FAIL] == total)) ;;
    esac
}

# A program that becomes runc, whose `create` begins so many microseconds later.
wrapper() {
    cat >"$1" <<END
#!/bin/bash
for word; do
    if [ "\$word" = create ]; then
        until=\$((\${EPOCHREALTIME/[.,]/} + $2))
        while ((\${EPOCHREALTIME/[.,]/} < until)); do :; done
        break
    fi
done
exec $runc "\$@"
END
    chmod 755 "$1"
}

# The median start of a backend, in nanoseconds, of the run that was measured first.
median() {
    jq -r --arg key "$1" 'first(.cells[] | select(.metric == "stage.ready" and .backend == $key
        and .status == "measured")).summary.p50 | round' "$work/start/result.json"
}

slower() {
    local percent=$1 count=$2 number bare wrapped micros
    runc=$(command -v runc) || { echo "there is no program runc: tare setup runc" >&2; exit 7; }
    wrapper "$work/runc-same" 0
    "$tare" run boot --backend runc,oci:wrapped --oci-runtime "wrapped=$work/runc-same" --rounds 6 \
        --set boot.launches=20 --set boot.calibrations=1 --out "$work/start" >/dev/null 2>"$work/said" || {
        status=$?
        tail -n 20 "$work/said" >&2
        exit "$status"
    }
    bare=$(median runc)
    wrapped=$(median oci:wrapped)
    micros=$((bare * percent / 100000))
    wrapper "$work/runc-slower" "$micros"
    echo "runc starts in $((bare / 1000)) us, by the wrapper in $((wrapped / 1000)) us;" \
        "side B waits $micros us more: $percent % of the former"
    for ((number = 1; number <= count; number++)); do
        gate "$number" "runc-$percent-percent-slower" --a "runc=$work/runc-same" --b "runc=$work/runc-slower" \
            --budget 10m
    done
    counts all
}

same() {
    local count=$1 number name
    for ((number = 1; number <= count; number++)); do
        for name in ${2//,/ }; do
            gate "$number" "$name" --a "$name" --b "$name"
        done
    done
    counts none
}

if [ "${1:-}" = --slower ]; then
    { (($# == 2 || $# == 3)) && [[ $2 =~ ^[1-9][0-9]{0,2}$ ]] && is_count "${3:-1}"; } || usage
    built
    slower "$2" "${3:-1}"
else
    { (($# == 2)) && is_count "$1" && [ -n "$2" ]; } || usage
    built
    same "$1" "$2"
fi
