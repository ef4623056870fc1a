#!/usr/bin/env bash
# Makes the example in docs/example and the README's picture from results of one host:
#   example-page.sh RESULT...
# where each RESULT is a result file or the directory of a run. Copies the results, draws the page from the
# copies, and takes its picture by Chromium in a window of 1,280 by 1,500 pixels.
set -euo pipefail

[ $# -gt 0 ] || { echo "usage: example-page.sh RESULT..." >&2; exit 2; }
root=$(cd "$(dirname "$0")/../../../.." && pwd -P)
example=$root/docs/example
browser=$(command -v chromium || command -v google-chrome) \
    || { echo "no Chromium here: apt-get install chromium fonts-dejavu-core" >&2; exit 7; }

rm -rf "$example"
mkdir -p "$example"
copies=()
for result in "$@"; do
    if [ -d "$result" ]; then result=$result/result.json; fi
    name=$(jq -r '.plan.experiments | join("-")' "$result")
    copy=$example/$name.json
    number=2
    while [ -e "$copy" ]; do
        copy=$example/$name-$number.json
        number=$((number + 1))
    done
    cp "$result" "$copy"
    chmod 644 "$copy"
    copies+=("$copy")
done
"$root/tare" report "${copies[@]}" --out "$example/report.html"
chmod 644 "$example/report.html"
"$browser" --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1280,1500 \
    --screenshot="$root/docs/images/report.png" "file://$example/report.html" 2>/dev/null
ls -l "$example" "$root/docs/images/report.png"
