#!/usr/bin/env bash
# Makes real modules whose largest function is the main loop of an interpreter: Lua and mruby, from Debian's source packages, compiled by clang to wasm.
# Nothing of them is kept in this repository. They are made to be compiled, not run: setjmp and some more are imports that nobody gives.
# Usage: interpreters.sh FOLDER   leaves FOLDER/lua.wasm, mruby.wasm (-O2), lua-inlined.wasm, mruby-inlined.wasm (-O3, much inlined)
# Needs (Debian): clang lld wasi-libc libclang-rt-14-dev-wasm32, and the network.
set -euo pipefail
mkdir -p "$1"
cd "$1"
if [ ! -d mruby ]; then
    # A source list of its own, so that the machine's package lists stay as they are.
    mkdir -p apt/lists/partial apt/cache/archives/partial lua mruby include
    echo "deb-src http://deb.debian.org/debian bookworm main" >apt/sources
    apt=(apt-get -q -o "Dir::Etc::sourcelist=$PWD/apt/sources" -o Dir::Etc::sourceparts=/dev/null
        -o "Dir::State::lists=$PWD/apt/lists" -o "Dir::Cache=$PWD/apt/cache")
    "${apt[@]}" update
    "${apt[@]}" source --download-only lua5.4 mruby
    tar -C lua -xf lua5.4_*.orig.tar.gz --strip-components=1
    tar -C mruby -xf mruby_*.orig.tar.gz --strip-components=1
fi

cat >include/setjmp.h <<'END'
typedef long jmp_buf[8];
int setjmp(jmp_buf);
void longjmp(jmp_buf, int) __attribute__((noreturn));
#define _setjmp setjmp
END

# Everything in one file, so that clang may inline across files.
{
    for file in lapi lcode lctype ldebug ldo ldump lfunc lgc llex lmem lobject lopcodes lparser lstate lstring ltable ltm lundump lvm lzio lauxlib; do
        echo "#include \"$file.c\""
    done
    echo 'int main(int c, char **v) { lua_State *L = luaL_newstate(); return luaL_loadstring(L, v[1]) || lua_pcallk(L, 0, 0, 0, 0, 0); }'
} >lua.c
{
    echo '#define MRB_NO_PRESYM 1'
    for file in array backtrace class codedump compar debug dump enum error etc fmt_fp gc hash init kernel load numeric object pool print proc range \
        readflt readint state string symbol variable version vm; do
        [ $file = kernel ] && echo '#define mrb_obj_init_copy mrb_obj_init_copy2'
        echo "#include \"$file.c\""
        [ $file = kernel ] && echo '#undef mrb_obj_init_copy'
    done
    echo 'int main(int c, char **v) { mrb_state *m = mrb_open_core(0, 0); mrb_load_irep_buf(m, v[0], c); return 0; }'
} >mruby.c

settings=(--target=wasm32-wasi --sysroot=/usr -mbulk-memory -msign-ext -mnontrapping-fptoint -w -ftls-model=local-exec -Iinclude
    -D_WASI_EMULATED_SIGNAL -D_WASI_EMULATED_PROCESS_CLOCKS -Wl,--strip-debug -Wl,--allow-undefined)
inlined=(-O3 -mllvm -inline-threshold=450)
lua=(-Ilua/src -DLUA_USE_JUMPTABLE=0 lua.c -lm -lwasi-emulated-signal)
mruby=(-Imruby/include -Imruby/src mruby.c -lm)
clang "${settings[@]}" -O2 -o lua.wasm "${lua[@]}"
clang "${settings[@]}" -O2 -o mruby.wasm "${mruby[@]}"
clang "${settings[@]}" "${inlined[@]}" -o lua-inlined.wasm "${lua[@]}"
clang "${settings[@]}" "${inlined[@]}" -o mruby-inlined.wasm "${mruby[@]}"
ls -l ./*.wasm
