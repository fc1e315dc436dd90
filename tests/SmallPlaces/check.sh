#!/usr/bin/env bash
# A WASI program where there is little: half a gigabyte of addresses, a root with nothing but the runner, its libraries and the artifact, sixteen
# descriptors, no streams, process 1. Needs root, for chroot and a namespace of processes.
# Usage: check.sh WASMTIME_MIN WORK_FOLDER
set -euo pipefail
cd "$(dirname "$0")/../.."
runner=$(realpath "$1") work=$(realpath -m "$2")
aot="dotnet $PWD/Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll"
rm -rf "$work" && mkdir -p "$work"
$aot compile tests/SmallPlaces/hello.wat -o "$work/hello.cwasm"
$aot compile --memory-reservation 0 tests/SmallPlaces/hello.wat -o "$work/small.cwasm"
$aot compile --memory-reservation 0 tests/SmallPlaces/objects.wat -o "$work/objects.cwasm"

# prints TEXT WHAT COMMAND...: it prints the text and ends with 7.
prints() {
    local text=$1 what=$2 code=0; shift 2
    "$@" >"$work/out" 2>"$work/err" || code=$?
    if [ "$code" -ne 7 ] || [ "$(cat "$work/out")" != "$text" ]; then
        echo "$what: exit code $code, expected 7"; cat "$work/out" "$work/err"; exit 1
    fi
    echo "$what: right"
}

says() { prints hello "$@"; }

says "as usual" "$runner" run "$work/hello.cwasm"
for kilobytes in 500000 1000000 2000000 4000000; do
    says "an address space of $kilobytes KB, --memory-reservation 0" bash -c "ulimit -v $kilobytes; exec '$runner' run '$work/small.cwasm'"
    prints "" "the same, with objects" bash -c "ulimit -v $kilobytes; exec '$runner' run '$work/objects.cwasm'"
done
says "sixteen descriptors" bash -c "ulimit -n 16; exec '$runner' run '$work/hello.cwasm'"

code=0
(ulimit -v 2000000; exec "$runner" run "$work/hello.cwasm") >"$work/out" 2>"$work/err" || code=$?
if [ "$code" -ne 1 ] || ! grep -q -e '--memory-reservation' "$work/err"; then
    echo "an address space too small for the artifact: exit code $code, and no word of the option that helps"; cat "$work/err"; exit 1
fi
echo "an address space too small for the artifact: says which option helps"

root=$work/root
mkdir "$root"
cp "$runner" "$root/runner"
cp "$work/hello.cwasm" "$root/hello.cwasm"
ldd "$runner" | grep -o '/[^ ]*' | while read -r library; do
    mkdir -p "$root$(dirname "$library")"
    cp -L "$library" "$root$library"
done
says "a root without /dev, /proc and /tmp" chroot "$root" /runner run /hello.cwasm
says "process 1" unshare --pid --fork "$runner" run "$work/hello.cwasm"
says "process 1 of such a root" unshare --pid --fork chroot "$root" /runner run /hello.cwasm

code=0
"$runner" run "$work/hello.cwasm" <&- >&- 2>&- || code=$?
[ "$code" -eq 7 ] || { echo "no streams: exit code $code, expected 7"; exit 1; }
echo "no streams: right"
code=0
chroot "$root" /runner run /hello.cwasm <&- >&- 2>&- || code=$?
[ "$code" -eq 7 ] || { echo "no streams in such a root: exit code $code, expected 7"; exit 1; }
echo "no streams in such a root: right"
