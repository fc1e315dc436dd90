#!/bin/sh
# Turns assembler lines (Intel syntax, one instruction each, on standard input) into lines of encodings.txt: hex | text of objdump.
# Needs GNU binutils; used once, when a row is added. Encodings are judged against an assembler that is not ours:
#   echo 'add r9, [r12+8]' | ./make-encodings.sh >> encodings.txt
# GNU as prefers the store form between registers; write {load} in front to get the load form, which is the one our rows use.
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat > "$dir/in.s"
as -msyntax=intel -mnaked-reg -o "$dir/out.o" "$dir/in.s"
objdump -d -M intel --insn-width=16 "$dir/out.o" | awk -F'\t' '/^ +[0-9a-f]+:/ {
    gsub(/ /, "", $2); text = $3; sub(/ +#.*/, "", text); sub(/ +<.*/, "", text); gsub(/ +/, " ", text); sub(/ $/, "", text)
    print $2 " | " text }'
