;;! stage = validate, options = -W simd=n -W gc=n
(module
  (func (result v128) (v128.const i32x4 0 0 0 0)))
;;: wasmtime-aot: feature-off.wat:3:23: simd support is not enabled: v128 at 3:23
