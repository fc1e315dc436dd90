#!/bin/sh
# Turns assembler lines (one instruction each, on standard input) into lines of encodings.txt: word | text of objdump without aliases.
# Needs GNU binutils for aarch64 (Debian: binutils-aarch64-linux-gnu); used once, when a row is added. Encodings are judged against an assembler
# that is not ours:
#   echo 'add x9, x12, #8' | ./make-encodings.sh >> encodings.txt
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/in.s"
aarch64-linux-gnu-as -march=armv8.2-a+dotprod+lse -o "$dir/out.o" "$dir/in.s"
aarch64-linux-gnu-objdump -d -M no-aliases "$dir/out.o" | awk -F'\t' '/^ +[0-9a-f]+:/ {
    gsub(/ /, "", $2); text = $3 " " $4; sub(/ +\/\/.*/, "", text); sub(/ +<.*/, "", text); gsub(/ +/, " ", text); sub(/ $/, "", text); sub(/^hint #0x0$/, "nop", text)
    print $2 " | " text }'
