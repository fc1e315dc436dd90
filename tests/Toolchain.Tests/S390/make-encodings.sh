#!/bin/sh
# Turns assembler lines (one instruction each, on standard input) into lines of encodings.txt: code | text of objdump.
# Needs GNU binutils for s390x (Debian: binutils-s390x-linux-gnu); used once, when a row is added. Encodings are judged against an assembler
# that is not ours:
#   echo 'agrk %r2,%r3,%r4' | ./make-encodings.sh >> encodings.txt
set -eu
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
{ echo '.machine z15'; cat; } > "$dir/in.s"
s390x-linux-gnu-as -o "$dir/out.o" "$dir/in.s"
s390x-linux-gnu-objdump -d -m s390:64-bit "$dir/out.o" | awk -F'\t' '/^ +[0-9a-f]+:/ {
    gsub(/ /, "", $2); text = $3 " " $4; sub(/^jgnop.*/, "jgnop", text); sub(/ +<.*/, "", text); sub(/ $/, "", text)
    print $2 " | " text }'
