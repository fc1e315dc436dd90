#!/usr/bin/env bash
# How the work of the compiler grows: modules that are one thing in excess, at n and at 8 n. Processor time (user and system) of whole processes on one
# thread, without that of an empty module, least of ROUNDS runs; the last column is 1 where eight times as much takes eight times as long.
# Usage: scaling.sh COMPILER [SHAPE N]...   COMPILER: wasmtime-aot as published, or its .dll; without shapes, a table of them
# 'dotnet build -c Release tests/CompileTime' comes first.
set -euo pipefail
compiler=$1 rounds=${ROUNDS:-3}
shift
generate="dotnet $(cd "$(dirname "$0")" && pwd)/bin/Release/net10.0/CompileTime.dll"
case $compiler in *.dll) compiler="dotnet $compiler" ;; esac
[ $# -gt 0 ] || set -- \
    types-same 100000 types-distinct 50000 types-used 10000 types-struct 50000 types-chain 50000 rec-group 50000 subtype-chains 50000 globals 100000 globals-values 100000 \
    globals-chain 20000 functions 20000 functions-exported 20000 exports 100000 imports 100000 elements 200000 elements-expressions 40000 element-segments 10000 data 100000 \
    data-scattered 10000 tables 50000 tags 100000 names 20000 custom 100000 one-function 100000 br-table 4000 nested-blocks 4000 if-chain 5000 long-block 10000 calls 5000 \
    constants 10000 live-values 8000 chain 40000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
printf '\0asm\1\0\0\0' >"$work/empty.wasm"
TIMEFORMAT='%U %S'

# Milliseconds, the least.
compile() {
    for ((i = 0; i < rounds; i++)); do
        # shellcheck disable=SC2086
        { time $compiler compile --threads 1 "$1" -o "$work/out" >"$work/log" 2>&1; } 2>&1
    done | awk 'NR == 1 || $1 + $2 < least { least = $1 + $2 } END { printf "%.0f", least * 1000 }'
}

base=$(compile "$work/empty.wasm")
printf '%-22s %9s %9s %9s %9s %9s %7s\n' shape n bytes 'n ms' 'artifact' '8 n ms' growth
while [ $# -gt 1 ]; do
    $generate "$1" "$2" "$work/small.wasm"
    $generate "$1" $(($2 * 8)) "$work/large.wasm"
    small=$(($(compile "$work/small.wasm") - base)) size=$(stat -c %s "$work/out") large=$(($(compile "$work/large.wasm") - base))
    printf '%-22s %9d %9d %9d %9d %9d %7s\n' "$1" "$2" "$(stat -c %s "$work/small.wasm")" "$small" "$size" "$large" \
        "$(awk -v a="$small" -v b="$large" 'BEGIN { printf "%.2f", b / (8 * (a > 0 ? a : 1)) }')"
    shift 2
done
