;;! stage = asm, target = aarch64
;; Arguments in registers and in an area that the callee pops; an import; a call through a table; a tail call with another area.
;; A branch table keeps $callee from being inlined.
(module
  (type $nine (func (param i64 i64 i64 i64 i64 i64 i64 i64 i64 i64) (result i64)))
  (import "m" "f" (func $import (param i32) (result i32)))
  (table 4 funcref)
  (func $callee (type $nine) (block (br_table 0 0 (i32.wrap_i64 (local.get 0)))) (i64.add (local.get 8) (local.get 9)))
  (func (result i64)
    (call $callee (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8) (i64.const 9) (i64.const 10)))
  (func (param i32) (result i32) (i32.add (call $import (local.get 0)) (local.get 0)))
  (func (param i32) (result i32) (call_indirect (param i32) (result i32) (local.get 0) (local.get 0)))
  (func (param i64) (result i64)
    (return_call $callee (local.get 0) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8) (i64.const 9) (i64.const 10))))
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  f9400ba0  ldr x0, [x29, #16]
;;:        c:  f9400fa1  ldr x1, [x29, #24]
;;:       10:  8b010000  add x0, x0, x1
;;:       14:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       18:  910043ff  add sp, sp, #0x10
;;:       1c:  d65f03c0  ret
;;: function 2
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  f9400790  ldr x16, [x28, #8]
;;:        c:  f9400210  ldr x16, [x16]
;;:       10:  eb3063ff  subs xzr, sp, x16
;;:       14:  54000223  b.cc 0x58
;;:       18:  d2800021  movz x1, #0x1
;;:       1c:  d2800042  movz x2, #0x2
;;:       20:  d2800063  movz x3, #0x3
;;:       24:  d2800084  movz x4, #0x4
;;:       28:  d28000a5  movz x5, #0x5
;;:       2c:  d28000c6  movz x6, #0x6
;;:       30:  d28000e7  movz x7, #0x7
;;:       34:  d2800100  movz x0, #0x8
;;:       38:  d2800128  movz x8, #0x9
;;:       3c:  d2800149  movz x9, #0xa
;;:       40:  d10043ff  sub sp, sp, #0x10
;;:       44:  f90003e8  str x8, [sp]
;;:       48:  f90007e9  str x9, [sp, #8]
;;:       4c:  94000000  bl 0x4c
;;:       50:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       54:  d65f03c0  ret
;;:       58:  94000000  bl 0x58
;;: function 3
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  f9400790  ldr x16, [x28, #8]
;;:        c:  f9400210  ldr x16, [x16]
;;:       10:  eb3063ff  subs xzr, sp, x16
;;:       14:  54000223  b.cc 0x58
;;:       18:  d10043ff  sub sp, sp, #0x10
;;:       1c:  f81f83bc  stur x28, [x29, #-8]
;;:       20:  aa0103e0  orr x0, xzr, x1
;;:       24:  f81f03a1  stur x1, [x29, #-16]
;;:       28:  f9402b8c  ldr x12, [x28, #80]
;;:       2c:  f9402f8b  ldr x11, [x28, #88]
;;:       30:  f85f03a1  ldur x1, [x29, #-16]
;;:       34:  aa1c03ea  orr x10, xzr, x28
;;:       38:  aa0b03fc  orr x28, xzr, x11
;;:       3c:  d63f0180  blr x12
;;:       40:  f85f83bc  ldur x28, [x29, #-8]
;;:       44:  f85f03a1  ldur x1, [x29, #-16]
;;:       48:  0b000020  add w0, w1, w0
;;:       4c:  910003bf  add sp, x29, #0x0
;;:       50:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       54:  d65f03c0  ret
;;:       58:  94000000  bl 0x58
;;: function 4
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  f9400790  ldr x16, [x28, #8]
;;:        c:  f9400210  ldr x16, [x16]
;;:       10:  eb3063ff  subs xzr, sp, x16
;;:       14:  540001e3  b.cc 0x50
;;:       18:  2a0103e1  orr w1, wzr, w1
;;:       1c:  7100103f  subs wzr, w1, #0x4
;;:       20:  540001a2  b.cs 0x54
;;:       24:  f9402380  ldr x0, [x28, #64]
;;:       28:  f8615800  ldr x0, [x0, w1, uxtw #3]
;;:       2c:  b4000160  cbz x0, 0x58
;;:       30:  b9400802  ldr w2, [x0, #8]
;;:       34:  b9406f83  ldr w3, [x28, #108]
;;:       38:  6b03005f  subs wzr, w2, w3
;;:       3c:  54000101  b.ne 0x5c
;;:       40:  f940000c  ldr x12, [x0]
;;:       44:  d63f0180  blr x12
;;:       48:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       4c:  d65f03c0  ret
;;:       50:  94000000  bl 0x50
;;:       54:  94000000  bl 0x54
;;:       58:  94000000  bl 0x58
;;:       5c:  94000000  bl 0x5c
;;: function 5
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  d2800042  movz x2, #0x2
;;:        c:  d2800063  movz x3, #0x3
;;:       10:  d2800084  movz x4, #0x4
;;:       14:  d28000a5  movz x5, #0x5
;;:       18:  d28000c6  movz x6, #0x6
;;:       1c:  d28000e7  movz x7, #0x7
;;:       20:  d2800100  movz x0, #0x8
;;:       24:  d2800128  movz x8, #0x9
;;:       28:  d2800149  movz x9, #0xa
;;:       2c:  d10043ff  sub sp, sp, #0x10
;;:       30:  f90003e8  str x8, [sp]
;;:       34:  f90007e9  str x9, [sp, #8]
;;:       38:  a9407bb1  ldp x17, x30, [x29]
;;:       3c:  f94007f0  ldr x16, [sp, #8]
;;:       40:  f90007b0  str x16, [x29, #8]
;;:       44:  f94003f0  ldr x16, [sp]
;;:       48:  f90003b0  str x16, [x29]
;;:       4c:  910003bf  add sp, x29, #0x0
;;:       50:  aa1103fd  orr x29, xzr, x17
;;:       54:  14000000  b 0x54
