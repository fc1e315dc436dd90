#!/bin/sh
# Turns assembler lines (one instruction each, on standard input) into lines of encodings.txt: word | text of objdump without aliases.
# Needs GNU binutils for riscv64 (Debian: binutils-riscv64-linux-gnu); used once, when a row is added. Encodings are judged against an assembler
# that is not ours:
#   echo 'add a0,a1,a2' | ./make-encodings.sh >> encodings.txt
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
{ echo '.option norvc'; cat; } > "$dir/in.s"
riscv64-linux-gnu-as -march=rv64gv_zba_zbb_zbs -mno-relax -o "$dir/out.o" "$dir/in.s"
riscv64-linux-gnu-objdump -d -M no-aliases "$dir/out.o" | awk -F'\t' '/^ +[0-9a-f]+:/ {
    gsub(/ /, "", $2); text = $3 " " $4; sub(/ +#.*/, "", text); sub(/ +<.*/, "", text); gsub(/ +/, " ", text); sub(/ $/, "", text)
    print $2 " | " text }'
