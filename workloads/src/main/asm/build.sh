#!/bin/sh
# Assembles the .S resources into the committed .bin files:  build.sh [OUTPUT [ARCHITECTURE...]]
# OUTPUT defaults to the resource folder itself. Status 77: no binutils for an architecture.
set -eu
resources=$(cd "$(dirname "$0")/../resources/tare/workloads" && pwd)
output=${1:-$resources}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- x86_64 aarch64

for architecture; do
    prefix=$architecture-linux-gnu-
    if ! command -v "${prefix}as" >/dev/null; then
        [ "$(uname -m)" = "$architecture" ] && command -v as >/dev/null && prefix= || {
            echo "no binutils for $architecture (Debian: binutils-$(echo "$architecture" | tr _ -)-linux-gnu)" >&2
            exit 77
        }
    fi
    for source in "$resources"/*/*-"$architecture".S; do
        name=${source#"$resources"/}
        target=$output/${name%.S}.bin
        mkdir -p "$(dirname "$target")"
        "${prefix}as" --fatal-warnings -I "$(dirname "$source")" -o "$target.o" "$source"
        # The sources hold no relocation: the text section is the whole file, no linker needed.
        "${prefix}objcopy" -O binary --only-section=.text "$target.o" "$target"
        rm "$target.o"
        chmod 644 "$target"
    done
done
