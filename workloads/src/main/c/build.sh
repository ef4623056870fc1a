#!/bin/sh
# Compiles a program into its committed .elf files:  build.sh [PROGRAM [OUTPUT [ARCHITECTURE...]]]
# PROGRAM is agent, starter or wrapper; without it all are built. OUTPUT defaults to its resource folder. Beside
# each file it writes which compiler and linker it was: others give other bytes. Status 77: no compiler
# for an architecture.
# CROSS names the compiler of the architecture that this machine is not, if it is not on the PATH.
set -eu
if [ $# -eq 0 ]; then
    sh "$0" agent
    sh "$0" starter
    exec sh "$0" wrapper
fi
program=$1
shift
room=$program
# The starter shares the agent's headers.
[ "$program" != starter ] || room=agent
source=$(cd "$(dirname "$0")/../resources/tare/workloads/$room" && pwd)
output=${1:-$source}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- x86_64 aarch64

for architecture; do
    prefix=$architecture-linux-gnu-
    compiler=${prefix}gcc
    linker=${prefix}ld
    if [ "$(uname -m)" = "$architecture" ]; then
        compiler=gcc
        linker=ld
    elif [ -n "${CROSS:-}" ]; then
        compiler=$CROSS
    fi
    if ! command -v "$compiler" >/dev/null || ! command -v "$linker" >/dev/null; then
        echo "no compiler for $architecture (Debian: gcc-$(echo "$architecture" | tr _ -)-linux-gnu)" >&2
        exit 77
    fi
    mkdir -p "$output"
    target=$output/$program-$architecture
    case $architecture in
        x86_64) own=-fcf-protection=none ;;
        *) own=-mno-outline-atomics ;;
    esac
    # No protector, no unwinding, no notes: nothing that a library would have to serve.
    "$compiler" -std=gnu11 -Os -Wall -Wextra -Werror -ffreestanding -fno-builtin -nostdinc -fno-pic \
        -fno-pie -fno-stack-protector -fno-asynchronous-unwind-tables -fno-unwind-tables -fno-ident \
        -fno-strict-aliasing "$own" -c -o "$target.o" "$source/$program.c"
    "$linker" -static -nostdlib --build-id=none -z noexecstack -z max-page-size=4096 -s \
        -o "$target.elf" "$target.o"
    rm "$target.o"
    chmod 644 "$target.elf"
    {
        "$compiler" --version | head -n 1 | sed 's/^[^ ]* //'
        "$linker" --version | head -n 1
    } >"$target.txt"
done
