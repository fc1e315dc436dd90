#!/usr/bin/env bash
# The main job, end to end: a C program compiled to wasm by clang (committed beside its source) becomes an artifact, and the trimmed runtime runs it.
# Usage: examples/run.sh [PROGRAM [ARGUMENTS...]]     PROGRAM: hello, mandelbrot (default) or wordcount
set -euo pipefail
cd "$(dirname "$0")/.."
program=${1:-mandelbrot}
[ $# -gt 0 ] && shift
out=out/examples
mkdir -p "$out"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

# timed NAME COMMAND...: runs a command and says how long it took.
timed() {
    local name=$1 began ended; shift
    began=$(date +%s%N)
    "$@"
    ended=$(date +%s%N)
    printf '%-58s %9.1f ms\n' "$name" "$(((ended - began) / 1000))e-3" >&2
}

timed "build wasmtime-aot" dotnet build Toolchain/Cli -c Release -v q
timed "publish wasmtime-min (NativeAOT)" dotnet publish Runner.Min -c Release -r linux-x64 -o "$out/bin" -v q
timed "compile examples/$program.wasm" \
    dotnet Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll compile "examples/$program.wasm" -o "$out/$program.cwasm"
timed "run $program.cwasm" "$out/bin/wasmtime-min" run --time --dir . "$out/$program.cwasm" "$@"
ls -l "$out/bin/wasmtime-min" "$out/$program.cwasm" | awk '{ printf "%-58s %9d bytes\n", $NF, $5 }' >&2
