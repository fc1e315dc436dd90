#!/usr/bin/env bash
# Compiles the examples to wasm again, compiles that and the committed wasm with wasmtime-aot, runs both with the given
# wasmtime-min, and compares what they print with what a native build of the same C source prints.
# Usage: check.sh WASMTIME_MIN WORK_FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
runner=$1 work=$2
aot="dotnet Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll"
mkdir -p "$work"
examples/build.sh "$work/wasm"
printf 'the cat and the dog and the bird\n' >"$work/words.txt"
cp LICENSE "$work/license.txt"

check() { # NAME ARGUMENT...
    local name=$1; shift
    clang -O2 -o "$work/$name" "examples/$name.c"
    (cd "$work" && "./$name" "$@") >"$work/$name.expected"
    for wasm in "examples/$name.wasm" "$work/wasm/$name.wasm"; do
        $aot compile "$wasm" -o "$work/$name.cwasm"
        (cd "$work" && "$runner" run --dir . "$name.cwasm" "$@") >"$work/$name.actual"
        cmp "$work/$name.expected" "$work/$name.actual"
        echo "$wasm $*: same output"
    done
}

check hello one "two words"
check mandelbrot 500
check wordcount words.txt
check wordcount license.txt
