;;! stage = artifact, show = --functions --traps --addrmap --stackmaps --exceptions --custom
(module
  (type $box (struct (field i32)))
  (import "env" "f" (func $f (param i32)))
  (tag $t (param i32))
  (func $divide (param i32 i32) (result i32) (i32.div_u (local.get 0) (local.get 1)))
  (func $catch (param i32) (result i32)
    (block $handler (result i32)
      (try_table (catch $t $handler) (call $f (local.get 0)))
      (i32.const 0)))
  (func $keep (param (ref $box)) (result i32)
    (call $f (i32.const 1))
    (struct.get $box 0 (local.get 0)))
  (@custom "note" "eight by"))
;;: functions:
;;:   function 1 "divide" 0x0 size 25 frame 0 type 2
;;:   function 2 "catch" 0x20 size 90 frame 16 type 3
;;:   function 3 "keep" 0x80 size 80 frame 16 type 4
;;: traps:
;;:   0x14 integer divide by zero, function 1 "divide", wasm 0xf8
;;:   0x70 wasm `unreachable` instruction executed, function 2 "catch", wasm 0x1a5
;;:   0x75 call stack exhausted, function 2 "catch", wasm 0x18f
;;:   0xc2 null reference, function 3 "keep", wasm 0x20c
;;:   0xcb call stack exhausted, function 3 "keep", wasm 0x1f0
;;: addrmap:
;;:   0x7 wasm 0xf8
;;:   0x35 wasm 0x18f
;;:   0x55 wasm 0x1a5
;;:   0x75 wasm 0x18f
;;:   0x9c wasm 0x1f0
;;:   0xb6 wasm 0x20c
;;:   0xcb wasm 0x1f0
;;: stackmaps:
;;:   0xb2 fp-16, function 3 "keep"
;;: exceptions:
;;:   0x46 handler 0x51, function 2 "catch"
;;: custom:
;;:   0 "note" offset 0x0 size 8
