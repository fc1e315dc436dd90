#!/usr/bin/env bash
# Compiles the demo's modules for a system that has neither virtual memory nor signals, and runs them on Platform.Sample.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for module in demo files; do
    dotnet run -c Release --project ../../Toolchain/Cli -- compile --signals-based-traps=no --memory-reservation 0 -o "$work/$module.cwasm" $module.wat
done
dotnet run -c Release --project Platform.Sample.Demo.csproj -- "$work/demo.cwasm" "$work/files.cwasm"
