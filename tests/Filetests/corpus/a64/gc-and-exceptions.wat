;;! stage = asm, target = aarch64
;; Inline allocation, a reference kept over a call in a slot of the stack map, a handler.
(module
  (type $pair (struct (field (mut i32)) (field (mut i64))))
  (tag $tag (param i32))
  (func $callee (throw $tag (i32.const 7)))
  (func (param i32) (result i32)
    (local $p (ref $pair))
    (local.set $p (struct.new $pair (local.get 0) (i64.const 5)))
    (call $callee)
    (struct.get $pair 0 (local.get $p)))
  (func (result i32)
    (block $caught (result i32)
      (try_table (catch $tag $caught) (call $callee))
      (i32.const 1))))
;;: function 0
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  f9400790  ldr x16, [x28, #8]
;;:        c:  f9400210  ldr x16, [x16]
;;:       10:  eb3063ff  subs xzr, sp, x16
;;:       14:  54000123  b.cc 0x38
;;:       18:  f9400780  ldr x0, [x28, #8]
;;:       1c:  f9403c01  ldr x1, [x0, #120]
;;:       20:  528000e2  movz w2, #0x7
;;:       24:  b9000022  str w2, [x1]
;;:       28:  f9403381  ldr x1, [x28, #96]
;;:       2c:  f9003801  str x1, [x0, #112]
;;:       30:  94000000  bl 0x30
;;:       34:  94000000  bl 0x34
;;:       38:  94000000  bl 0x38
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  f9400790  ldr x16, [x28, #8]
;;:        c:  f9400210  ldr x16, [x16]
;;:       10:  eb3063ff  subs xzr, sp, x16
;;:       14:  54000503  b.cc 0xb4
;;:       18:  d10083ff  sub sp, sp, #0x20
;;:       1c:  aa0103e0  orr x0, xzr, x1
;;:       20:  f9400783  ldr x3, [x28, #8]
;;:       24:  f81f03a3  stur x3, [x29, #-16]
;;:       28:  b9404061  ldr w1, [x3, #64]
;;:       2c:  b9404862  ldr w2, [x3, #72]
;;:       30:  11006024  add w4, w1, #0x18
;;:       34:  b9404385  ldr w5, [x28, #64]
;;:       38:  6b02009f  subs wzr, w4, w2
;;:       3c:  540002e8  b.hi 0x98
;;:       40:  b9004064  str w4, [x3, #64]
;;:       44:  f9402862  ldr x2, [x3, #80]
;;:       48:  b8214845  str w5, [x2, w1, uxtw]
;;:       4c:  aa0303e2  orr x2, xzr, x3
;;:       50:  aa0003e4  orr x4, xzr, x0
;;:       54:  aa0103e0  orr x0, xzr, x1
;;:       58:  aa0403e1  orr x1, xzr, x4
;;:       5c:  f81f83a0  stur x0, [x29, #-8]
;;:       60:  f9402843  ldr x3, [x2, #80]
;;:       64:  8b204063  add x3, x3, w0, uxtw
;;:       68:  b9000861  str w1, [x3, #8]
;;:       6c:  d28000a1  movz x1, #0x5
;;:       70:  f9000861  str x1, [x3, #16]
;;:       74:  94000000  bl 0x74
;;:       78:  f85f03a2  ldur x2, [x29, #-16]
;;:       7c:  f9402840  ldr x0, [x2, #80]
;;:       80:  f85f83a1  ldur x1, [x29, #-8]
;;:       84:  8b214000  add x0, x0, w1, uxtw
;;:       88:  b9400800  ldr w0, [x0, #8]
;;:       8c:  910003bf  add sp, x29, #0x0
;;:       90:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       94:  d65f03c0  ret
;;:       98:  d2800302  movz x2, #0x18
;;:       9c:  f81e83a0  stur x0, [x29, #-24]
;;:       a0:  aa0503e1  orr x1, xzr, x5
;;:       a4:  94000000  bl 0xa4
;;:       a8:  f85f03a2  ldur x2, [x29, #-16]
;;:       ac:  f85e83a1  ldur x1, [x29, #-24]
;;:       b0:  17ffffeb  b 0x5c
;;:       b4:  94000000  bl 0xb4
;;: function 2
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  f9400790  ldr x16, [x28, #8]
;;:        c:  f9400210  ldr x16, [x16]
;;:       10:  eb3063ff  subs xzr, sp, x16
;;:       14:  54000263  b.cc 0x60
;;:       18:  d10043ff  sub sp, sp, #0x10
;;:       1c:  f81f83bc  stur x28, [x29, #-8]
;;:       20:  94000000  bl 0x20
;;:       24:  52800020  movz w0, #0x1
;;:       28:  910003bf  add sp, x29, #0x0
;;:       2c:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       30:  d65f03c0  ret
;;:       34:  d10043bf  sub sp, x29, #0x10
;;:       38:  f9400780  ldr x0, [x28, #8]
;;:       3c:  f9403801  ldr x1, [x0, #112]
;;:       40:  f9403382  ldr x2, [x28, #96]
;;:       44:  eb02003f  subs xzr, x1, x2
;;:       48:  54000081  b.ne 0x58
;;:       4c:  f9403c00  ldr x0, [x0, #120]
;;:       50:  b9400000  ldr w0, [x0]
;;:       54:  17fffff5  b 0x28
;;:       58:  94000000  bl 0x58
;;:       5c:  94000000  bl 0x5c
;;:       60:  94000000  bl 0x60
