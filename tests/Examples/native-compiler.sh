#!/usr/bin/env bash
# The compiler as native code: compiles each example with the wasmtime-aot that NativeAOT made, compares the artifact byte for byte with the
# one that the same compiler makes on CoreCLR, and runs it in the native compiler's own process.
# Usage: native-compiler.sh NATIVE_WASMTIME_AOT WORK_FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
native=$1 work=$2
mkdir -p "$work"
for wasm in examples/*.wasm; do
    name=$(basename "$wasm" .wasm)
    dotnet Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll compile "$wasm" -o "$work/$name.coreclr.cwasm"
    "$native" compile "$wasm" -o "$work/$name.native.cwasm"
    cmp "$work/$name.coreclr.cwasm" "$work/$name.native.cwasm"
    echo "$wasm: same artifact"
done
clang -O2 -o "$work/mandelbrot" examples/mandelbrot.c
"$work/mandelbrot" 200 >"$work/expected"
"$native" run examples/mandelbrot.wasm 200 >"$work/actual"
cmp "$work/expected" "$work/actual"
echo "mandelbrot: same output"
