;;! stage = asm, target = aarch64
;; The baseline has loops of exclusive accesses.
(module
  (memory 1 1 shared)
  (func (param i32 i32) (result i32) (i32.atomic.rmw.add offset=4 (local.get 0) (local.get 1)))
  (func (param i32 i32 i32) (result i32) (i32.atomic.rmw8.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
  (func (param i32) (result i64) (i64.atomic.load (local.get 0))))
;;: function 0
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  12000401  and w1, w0, #0x3
;;:       10:  35000181  cbnz w1, 0x40
;;:       14:  f9402381  ldr x1, [x28, #64]
;;:       18:  f9400021  ldr x1, [x1]
;;:       1c:  8b204020  add x0, x1, w0, uxtw
;;:       20:  91001000  add x0, x0, #0x4
;;:       24:  885ffc01  ldaxr w1, [x0]
;;:       28:  0b020023  add w3, w1, w2
;;:       2c:  8810fc03  stlxr w16, w3, [x0]
;;:       30:  35ffffb0  cbnz w16, 0x24
;;:       34:  aa0103e0  orr x0, xzr, x1
;;:       38:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       3c:  d65f03c0  ret
;;:       40:  94000000  bl 0x40
;;: function 1
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  f9402381  ldr x1, [x28, #64]
;;:       10:  f9400021  ldr x1, [x1]
;;:       14:  8b204020  add x0, x1, w0, uxtw
;;:       18:  53001c41  ubfm w1, w2, #0, #7
;;:       1c:  085ffc02  ldaxrb w2, [x0]
;;:       20:  6b01005f  subs wzr, w2, w1
;;:       24:  54000061  b.ne 0x30
;;:       28:  0810fc03  stlxrb w16, w3, [x0]
;;:       2c:  35ffff90  cbnz w16, 0x1c
;;:       30:  aa0203e0  orr x0, xzr, x2
;;:       34:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       38:  d65f03c0  ret
;;: function 2
;;:        0:  a9bf7bfd  stp x29, x30, [sp, #-16]!
;;:        4:  910003fd  add x29, sp, #0x0
;;:        8:  2a0103e0  orr w0, wzr, w1
;;:        c:  12000801  and w1, w0, #0x7
;;:       10:  350000e1  cbnz w1, 0x2c
;;:       14:  f9402381  ldr x1, [x28, #64]
;;:       18:  f9400021  ldr x1, [x1]
;;:       1c:  8b204020  add x0, x1, w0, uxtw
;;:       20:  c8dffc00  ldar x0, [x0]
;;:       24:  a8c17bfd  ldp x29, x30, [sp], #16
;;:       28:  d65f03c0  ret
;;:       2c:  94000000  bl 0x2c
