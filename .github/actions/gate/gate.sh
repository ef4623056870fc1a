#!/usr/bin/env bash
# What the action does: one gate, its documents, and the verdict where the runner looks for it. Reads TARE_A,
# TARE_B, TARE_ARGUMENTS and TARE_DIRECTORY; ends with the gate's exit code. Works outside of GitHub too.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
tare=${TARE:-$here/../../../tare}
directory=${TARE_DIRECTORY:-tare-gate}
arguments=()
# Words, as in a shell without expansion: nothing in them is run.
read -r -a arguments <<<"${TARE_ARGUMENTS:-}"
mkdir -p "$directory"

# Containers and guests need root; GitHub's runners let us have it without a password.
command=("$tare")
if [ "$(id -u)" != 0 ] && [ -z "${TARE_UNPRIVILEGED:-}" ]; then
    command=(sudo "--preserve-env=JAVA_HOME,PATH" "PATH=$PATH" "$tare")
fi

status=0
"${command[@]}" gate --a "$TARE_A" --b "$TARE_B" --out "$directory/run" \
    --markdown "$directory/gate.md" --junit "$directory/gate.xml" --json \
    "${arguments[@]}" >"$directory/gate.json" || status=$?
if [ "${command[0]}" = sudo ]; then
    sudo chown -R "$(id -u):$(id -g)" "$directory"
fi

verdict=$(sed -n 's/^  "verdict" : "\([A-Z]*\)".*/\1/p' "$directory/gate.json" | head -n 1)
if [ -s "$directory/gate.md" ]; then
    cat "$directory/gate.md" >>"${GITHUB_STEP_SUMMARY:-/dev/stdout}"
fi
{
    echo "verdict=$verdict"
    echo "markdown=$directory/gate.md"
    echo "junit=$directory/gate.xml"
    echo "result=$directory/run/result.json"
} >>"${GITHUB_OUTPUT:-/dev/stdout}"
exit "$status"
