#!/usr/bin/env bash
# How the work of the compiler grows: modules that are one thing in excess, at n and at 8 n. Processor time (user and system) of whole processes on one
# thread, without that of an empty module, least of ROUNDS runs; the last column is 1 where the time grows as the bytes of the module do.
# Usage: scaling.sh COMPILER [SHAPE N]...   COMPILER: wasmtime-aot as published, or its .dll; without shapes, a table of them
# 'dotnet build -c Release tests/CompileTime' comes first.
set -euo pipefail
compiler=$1 rounds=${ROUNDS:-3}
shift
generate="dotnet $(cd "$(dirname "$0")" && pwd)/bin/Release/net10.0/CompileTime.dll"
case $compiler in *.dll) compiler="dotnet $compiler" ;; esac
[ $# -gt 0 ] || set -- \
    types-same 50000 types-distinct 25000 types-used 5000 types-struct 25000 types-chain 25000 rec-group 25000 subtype-chains 25000 globals 50000 globals-values 50000 \
    functions 10000 exports 50000 imports 50000 elements-expressions 20000 element-segments 5000 data 100000 data-scattered 5000 names 10000 custom 50000
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
    bytes=$(stat -c %s "$work/small.wasm") more=$(stat -c %s "$work/large.wasm")
    printf '%-22s %9d %9d %9d %9d %9d %7s\n' "$1" "$2" "$bytes" "$small" "$size" "$large" \
        "$(awk -v a="$small" -v b="$large" -v x="$bytes" -v y="$more" 'BEGIN { printf "%.2f", b / (a > 0 ? a : 1) * x / y }')"
    shift 2
done
