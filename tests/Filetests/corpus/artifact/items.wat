;;! stage = artifact, show = --imports --exports --items --segments
(module
  (import "env" "print \"line\"" (func $print (param i32)))
  (import "env" "base" (global i32))
  (import "env" "memory" (memory 1 2))
  (memory $bytes 16 (pagesize 1))
  (memory $large i64 1 3)
  (memory $image 1)
  (table $t 4 8 funcref)
  (table $e 0 externref)
  (global $g (mut i64) (i64.const 3))
  (tag $oops (param i32 i64))
  (data (memory $image) (i32.const 16) "part of an image")
  (data "passive")
  (data (memory 0) (global.get 0) "placed at run time")
  (elem (table $t) (i32.const 1) func $print $f)
  (elem declare func $f)
  (elem (ref null extern) (ref.null extern))
  (func $f (param i32) (call $print (local.get 0)))
  (export "f" (func $f)) (export "t" (table $t)) (export "memory" (memory $large)) (export "g" (global $g)) (export "oops" (tag $oops)))
;;: imports:
;;:   "env" "print \"line\"" func type 0
;;:   "env" "base" global 0
;;:   "env" "memory" memory 0
;;: exports:
;;:   "f" func 1
;;:   "t" table 0
;;:   "memory" memory 2
;;:   "g" global 1
;;:   "oops" tag 0
;;: items:
;;:   memory 0 1 2
;;:   memory 1 16 (pagesize 1)
;;:   memory 2 i64 1 3
;;:   memory 3 1
;;:   table 0 4 8 (ref null func)
;;:   table 1 0 (ref null extern)
;;:   global 0 i32
;;:   global 1 (mut i64)
;;:   tag 0 type 1
;;: segments:
;;:   data 0 offset 0x0 size 0
;;:   data 1 offset 0x0 size 7
;;:   data 2 offset 0x7 size 18
;;:   elem 0 (ref func) count 2 functions 0 1
;;:   elem 1 (ref func) count 0
;;:   elem 2 (ref null extern) count 1 set by the initializer
;;:   image of memory 3 at 0x0 offset 0x0 size 4096
