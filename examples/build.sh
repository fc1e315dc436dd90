#!/usr/bin/env bash
# Makes the .wasm files of this folder from the C sources again. Needs (Debian): clang lld wasi-libc libclang-rt-14-dev-wasm32.
# Usage: build.sh [FOLDER]   where the .wasm files go; this folder unless given
set -euo pipefail
cd "$(dirname "$0")"
target=${1:-.}
mkdir -p "$target"
for source in *.c; do
    clang --target=wasm32-wasi --sysroot=/usr -O2 -mbulk-memory -msign-ext -mnontrapping-fptoint \
        -Wall -Wextra -Wl,--strip-debug -o "$target/${source%.c}.wasm" "$source"
done
