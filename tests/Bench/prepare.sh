#!/usr/bin/env bash
# Compiles the guests of tests/Bench and tests/Stress. Usage: prepare.sh FOLDER, after 'dotnet build -c Release'.
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=$1
aot="dotnet Toolchain/Cli/bin/Release/net10.0/wasmtime-aot.dll"
mkdir -p "$folder"
dotnet tests/Bench/bin/Release/net10.0/bench.dll generate "$folder"
$aot compile tests/Bench/guests/calls.wat -o "$folder/calls.cwasm"
$aot compile --cpu native tests/Bench/guests/atomics.wat -o "$folder/atomics.cwasm"
$aot compile tests/Stress/guests/traps.wat -o "$folder/traps.cwasm"
$aot compile --signals-based-traps=no tests/Stress/guests/traps.wat -o "$folder/traps-checked.cwasm"
$aot compile tests/Stress/guests/soak.wat -o "$folder/soak.cwasm"
$aot compile --signals-based-traps=no tests/Stress/guests/soak.wat -o "$folder/soak-checked.cwasm"
for wasm in "$folder"/*.wasm; do $aot compile "$wasm" -o "${wasm%.wasm}.cwasm"; done
