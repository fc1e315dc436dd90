;;! stage = asm, target = riscv64
(module
  ;; Short ones are made, long ones are loaded; floats come through integers where those are short.
  (func (result i64 i64 i64 i32 f64 f64 f32)
    (i64.const 0x1234)
    (i64.const 0x7ff0000000000000)
    (i64.const 0x123456789abcdef0)
    (i32.const -2147483648)
    (f64.const 1)
    (f64.const 3.141592653589793)
    (f32.const 0.5)))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00001537  lui a0,0x1
;;:       14:  2345051b  addiw a0,a0,564
;;:       18:  7ff00593  addi a1,zero,2047
;;:       1c:  03459593  slli a1,a1,0x34
;;:       20:  00000617  auipc a2,0x0
;;:       24:  03863603  ld a2,56(a2)
;;:       28:  800006b7  lui a3,0x80000
;;:       2c:  3ff00f93  addi t6,zero,1023
;;:       30:  034f9f93  slli t6,t6,0x34
;;:       34:  f20f8553  fmv.d.x fa0,t6
;;:       38:  00000f97  auipc t6,0x0
;;:       3c:  028fb587  fld fa1,40(t6)
;;:       40:  3f000fb7  lui t6,0x3f000
;;:       44:  f00f8653  fmv.w.x fa2,t6
;;:       48:  00813083  ld ra,8(sp)
;;:       4c:  00013403  ld s0,0(sp)
;;:       50:  01010113  addi sp,sp,16
;;:       54:  00008067  jalr zero,0(ra)
;;:       58:  9abcdef0  .word 0x9abcdef0
;;:       5c:  12345678  .word 0x12345678
;;:       60:  54442d18  .word 0x54442d18
;;:       64:  400921fb  .word 0x400921fb
