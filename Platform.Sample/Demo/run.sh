#!/usr/bin/env bash
# Compiles the demo's module for a system that has neither virtual memory nor signals, and runs it on Platform.Sample.
set -euo pipefail
cd "$(dirname "$0")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
dotnet run -c Release --project ../../Toolchain/Cli -- compile --signals-based-traps=no --memory-reservation 0 -o "$work/demo.cwasm" demo.wat
dotnet run -c Release --project Platform.Sample.Demo.csproj -- "$work/demo.cwasm"
