#!/usr/bin/env bash
# Code quality in figures that need no hardware: instructions executed and bytes of code, beside static native code by gcc -O2 for the same C programs.
#
# Both sides are the import-free form of a program (-DBENCH_NOIO: 'run' takes no arguments and returns a checksum, which has to be that of native code
# for this machine). A program whose native code for a big-endian machine returns another one depends on the order of bytes and is left out. Instructions
# are counted by qemu; those of an empty program are taken off on both sides. Generated code of a foreign instruction set runs in the emulated rig,
# whose guest waits in a system call while it has nothing to do, so all that is counted is stubs and generated code; that of x86_64 runs in wasmtime-min.
# Bytes are those of the program's own functions: the C library is another one on each side.
#
# Usage: measure.sh PROGRAMS PLUGIN.c ISA [PROGRAM...]
#   PROGRAMS  folder with C sources that end in BENCH_MAIN and with bench.h
#   PLUGIN.c  source of a plugin for qemu that prints "instructions N" at exit
#   ISA       x86_64, aarch64, riscv64 or s390x; OPTIONS in the environment goes to wasmtime-aot, GCC_OPTIONS to gcc
# Needs (Debian): qemu-user, gcc-aarch64-linux-gnu and the like, clang, lld, wasi-libc, libclang-rt-14-dev-wasm32; for x86_64 WASMTIME_MIN names the
# runner that NativeAOT made. 'dotnet build -c Release' comes first.
set -euo pipefail
cd "$(dirname "$0")/../.."
programs=$(realpath "$1") plugin=$(realpath "$2") isa=$3
shift 3
aot="dotnet $PWD/Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
[ $# -gt 0 ] || set -- $(cd "$programs" && for c in *.c; do basename "$c" .c; done)

gcc -O2 -shared -fPIC "$plugin" -o "$work/count.so" -Wl,--unresolved-symbols=ignore-all
gcc=$isa-linux-gnu-gcc nm=$isa-linux-gnu-nm
common="-O2 -std=gnu11 -ffp-contract=off -DBENCH_NOIO -I $programs"

# What the rig takes for qemu: the one that counts.
mkdir "$work/bin"
printf '#!/bin/sh\nexec qemu-%s -plugin %s "$@" 2>%s\n' "$isa" "$work/count.so" "$work/count" >"$work/bin/qemu-$isa-static"
chmod +x "$work/bin/qemu-$isa-static"

cat >"$work/main.c" <<'EOF'
#include <stdint.h>
#include <stdio.h>
uint32_t run(void);
int main(void) { printf("%d\n", (int32_t)run()); return 0; }
EOF
echo 'unsigned run(void) { return 0; }' >"$work/empty.c"
echo '(module (func (export "run") (result i32) (i32.const 0)))' >"$work/empty.wat"

counted() { sed -n 's/^instructions //p' "$work/count"; }

native() { # SOURCE NAME: instructions; leaves outputs and object
    # shellcheck disable=SC2086
    gcc $common -w "$1" "$work/main.c" -o "$work/$2.here" -lm
    "$work/$2.here" >"$work/$2.expected"
    # shellcheck disable=SC2086
    $gcc $common -w ${GCC_OPTIONS:-} -c "$1" -o "$work/$2.o"
    $gcc -O2 -static "$work/$2.o" "$work/main.c" -o "$work/$2" -lm
    "qemu-$isa" -plugin "$work/count.so" "$work/$2" 2>"$work/count" >"$work/$2.native" || true
    counted
}

ours() { # MODULE NAME: instructions; leaves output and artifact
    # shellcheck disable=SC2086
    $aot compile --target "$isa-linux" ${OPTIONS:-} "$1" -o "$work/$2.cwasm"
    if [ "$isa" = x86_64 ]; then
        "$work/bin/qemu-x86_64-static" "${WASMTIME_MIN:?names the runner}" run --invoke run "$work/$2.cwasm" >"$work/$2.actual"
    else
        PATH=$work/bin:$PATH $aot run --isa "$isa" --invoke run "$work/$2.cwasm" >"$work/$2.actual"
    fi
    counted
}

# Bytes of functions that stand in the program's source, in the object and in the artifact. What the object leaves to the C library is none of them.
native_bytes() { $nm -S --defined-only "$work/$1.o" | awk 'toupper($3) == "T" { for (n = 0; $2 != ""; $2 = substr($2, 2)) n = n * 16 + index("123456789abcdef", substr($2, 1, 1)); sum += n } END { print sum + 0 }'; }
our_bytes() {
    $nm -u "$work/$1.o" | awk '{ print $2 }' >"$work/outside"
    $aot objdump --functions "$work/$1.cwasm" | awk -v source="$programs/$1.c" -v outside="$work/outside" '
        BEGIN { while ((getline line < source) > 0) text = text " " line; while ((getline line < outside) > 0) library[line] = 1 }
        { name = $3; gsub(/"/, "", name); sub(/\.command_export$/, "", name) }
        $1 == "function" && !(name in library) && text ~ ("[^A-Za-z0-9_]" name "[(]") { sum += $6 }
        $1 == "function" && name == "run" { sum += $6 }
        END { print sum + 0 }'
}

base_native=$(native "$work/empty.c" empty) base_ours=$(ours "$work/empty.wat" empty)
printf '%-14s %14s %14s %7s %9s %9s %7s\n' "$isa" 'gcc -O2' ours ratio 'gcc bytes' ours ratio
for name in "$@"; do
    [ "$name" != empty ] || continue
    vectors=; case $name in *_simd) vectors=-msimd128 ;; esac
    # shellcheck disable=SC2086
    clang --target=wasm32-wasi --sysroot=/usr $common -mbulk-memory -msign-ext -mnontrapping-fptoint $vectors -mexec-model=reactor -nostartfiles \
        -Wl,--no-entry -Wl,--strip-debug -Wl,-z,stack-size=1048576 "$programs/$name.c" -o "$work/$name.wasm" -lm
    a=$(native "$programs/$name.c" "$name")
    b=$(ours "$work/$name.wasm" "$name")
    cmp "$work/$name.expected" "$work/$name.actual"
    if ! cmp -s "$work/$name.expected" "$work/$name.native"; then
        echo "$name is left out: its native code gives another result on $isa" >&2
        continue
    fi
    a=$((a - base_native)) b=$((b - base_ours))
    echo "$name $a $b $(native_bytes "$name") $(our_bytes "$name")"
done | awk '
    { printf "%-14s %14d %14d %7.2f %9d %9d %7.2f\n", $1, $2, $3, $3 / $2, $4, $5, $5 / $4; fflush()
      n++; count += log($3 / $2); size += log($5 / $4) }
    END { printf "%-14s %29s %7.2f %19s %7.2f\n", "geometric mean", "", exp(count / n), "", exp(size / n) }'
