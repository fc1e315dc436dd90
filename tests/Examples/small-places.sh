#!/usr/bin/env bash
# wasmtime-min, published with NativeAOT, where address space is scarce: an artifact without a reservation runs, one with a reservation says which option of
# the compiler helps.
# Usage: small-places.sh WASMTIME_MIN WORK_FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
runner=$1 work=$(realpath -m "$2")
aot="dotnet $PWD/Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll"
mkdir -p "$work"
cat >"$work/hello.wat" <<'WAT'
(module
  (import "wasi_snapshot_preview1" "fd_write" (func $write (param i32 i32 i32 i32) (result i32)))
  (memory (export "memory") 1)
  (data (i32.const 0) "\08\00\00\00\06\00\00\00hello\n")
  (func (export "_start") (drop (call $write (i32.const 1) (i32.const 0) (i32.const 1) (i32.const 64)))))
WAT
cat >"$work/objects.wat" <<'WAT'
(module
  (type $list (struct (field i64) (field (ref null $list))))
  (global $head (mut (ref null $list)) (ref.null $list))
  (func (export "_start") (local $n i32)
    (loop $more
      (global.set $head (struct.new $list (i64.const 1) (global.get $head)))
      (br_if $more (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 100000))))))
WAT
for name in hello objects; do $aot compile --memory-reservation 0 "$work/$name.wat" -o "$work/$name.cwasm"; done
$aot compile "$work/hello.wat" -o "$work/reserved.cwasm"

for kilobytes in 500000 1000000 2000000 8000000; do
    [ "$(ulimit -v $kilobytes; "$runner" run "$work/hello.cwasm")" = hello ]
    (ulimit -v $kilobytes; "$runner" run "$work/objects.cwasm")
done
echo "in 500 MB of address space and more: runs without a reservation"
message=$( (ulimit -v 500000; "$runner" run "$work/reserved.cwasm" 2>&1) ) && exit 1
case $message in
*"compile with --memory-reservation 0"*) echo "with a reservation: $message" | sed "s#$work/##" ;;
*) echo "no hint: $message"; exit 1 ;;
esac
