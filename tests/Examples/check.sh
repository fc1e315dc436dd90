#!/usr/bin/env bash
# Compiles the examples to wasm again, compiles that and the committed wasm with wasmtime-aot, runs both with the given
# wasmtime-min, and compares what they print with what a native build of the same C source prints.
# Usage: check.sh WASMTIME_MIN WORK_FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
runner=$1 work=$(realpath -m "$2")
aot="dotnet $PWD/Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll"
mkdir -p "$work"
examples/build.sh "$work/wasm"
examples/build.sh "$work/wasm" tests/Examples/files.c
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

# The native build of files.c prints what tests/Examples/files.expected says, and so do both programs that run its wasm.
check_files() {
    clang -O2 -o "$work/files" tests/Examples/files.c
    prints "native" "$work/files"
    for wasm in tests/Examples/files.wasm "$work/wasm/files.wasm"; do
        $aot compile "$wasm" -o "$work/files.cwasm"
        prints "$wasm, wasmtime-min" "$runner" run --dir . "$work/files.cwasm"
        prints "$wasm, wasmtime-aot run" $aot run --dir . "$(realpath "$wasm")"
    done
}

prints() { # WHAT COMMAND...: in an empty folder
    local what=$1; shift
    rm -rf "$work/folder" && mkdir "$work/folder"
    (cd "$work/folder" && "$@") >"$work/files.actual"
    diff tests/Examples/files.expected "$work/files.actual"
    echo "$what: as expected"
}

check_files
check hello one "two words"
check mandelbrot 500
check wordcount words.txt
check wordcount license.txt
