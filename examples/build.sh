#!/usr/bin/env bash
# Makes .wasm files from C sources. Needs (Debian): clang lld wasi-libc libclang-rt-14-dev-wasm32.
# Usage: build.sh [FOLDER [SOURCE...]]   where the .wasm files go (this folder), and from what (the sources of this folder)
set -euo pipefail
here=$(dirname "$0")
target=${1:-$here}
[ $# -gt 0 ] && shift
[ $# -gt 0 ] || set -- "$here"/*.c
mkdir -p "$target"
for source in "$@"; do
    name=$(basename "$source" .c)
    clang --target=wasm32-wasi --sysroot=/usr -O2 -mbulk-memory -msign-ext -mnontrapping-fptoint -ftls-model=local-exec \
        -Wall -Wextra -Wl,--strip-debug -o "$target/$name.wasm" "$source"
done
