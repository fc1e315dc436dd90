#!/usr/bin/env bash
# Makes WASI programs from C sources, each with what its name asks for: *_simd uses vectors. Needs (Debian): clang lld wasi-libc libclang-rt-14-dev-wasm32.
# Usage: build.sh FOLDER SOURCE.c...
set -euo pipefail
folder=$1; shift
mkdir -p "$folder"
for source in "$@"; do
    name=$(basename "$source" .c) vectors=()
    case $name in *_simd) vectors=(-msimd128) ;; esac
    clang --target=wasm32-wasi --sysroot=/usr -O2 -std=gnu11 -ffp-contract=off -mbulk-memory -msign-ext -mnontrapping-fptoint "${vectors[@]}" \
        -Wl,--strip-debug -Wl,-z,stack-size=1048576 -o "$folder/$name.wasm" "$source" -lm
done
