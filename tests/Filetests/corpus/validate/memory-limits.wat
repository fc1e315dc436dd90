;;! stage = validate
(module (memory 65537))
;;: wasmtime-aot: memory-limits.wat:2:9: memory size must be at most 65536 pages (4GiB): at 2:9, the limits are 65537
