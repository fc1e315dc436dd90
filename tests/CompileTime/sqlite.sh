#!/usr/bin/env bash
# Makes a real module to measure compile time with: SQLite, from Debian's source package, compiled by clang to wasm. Nothing of it is kept
# in this repository. Usage: sqlite.sh FOLDER   leaves FOLDER/sqlite.wasm and FOLDER/sqlite (the same program, native)
# Needs (Debian): clang lld wasi-libc libclang-rt-14-dev-wasm32 gcc make tcl xz-utils, and the network.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$1"
cd "$1"
if [ ! -f sqlite3.c ]; then
    # A source list of its own, so that the machine's package lists stay as they are.
    mkdir -p apt/lists/partial apt/cache/archives/partial
    echo "deb-src http://deb.debian.org/debian bookworm main" >apt/sources
    apt=(apt-get -q -o "Dir::Etc::sourcelist=$PWD/apt/sources" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$PWD/apt/lists" -o "Dir::Cache=$PWD/apt/cache")
    "${apt[@]}" update
    "${apt[@]}" source --download-only sqlite3
    mkdir -p source
    tar -C source -xf sqlite3_*.orig.tar.xz --strip-components=1
    (cd source && ./configure --disable-readline --disable-tcl >configure.log && make sqlite3.c >make.log)
    cp source/sqlite3.[ch] .
fi

settings=(-O2 -DSQLITE_OS_OTHER=1 -DSQLITE_THREADSAFE=0 -DSQLITE_OMIT_LOAD_EXTENSION -DSQLITE_OMIT_SHARED_CACHE -DSQLITE_TEMP_STORE=3
    -DSQLITE_ENABLE_FTS5 -DSQLITE_ENABLE_RTREE -I. -w)
clang --target=wasm32-wasi --sysroot=/usr -mbulk-memory -msign-ext -mnontrapping-fptoint "${settings[@]}" -Wl,--strip-debug \
    -o sqlite.wasm "$here/driver.c" sqlite3.c -lm
clang "${settings[@]}" -o sqlite "$here/driver.c" sqlite3.c -lm
ls -l sqlite.wasm
