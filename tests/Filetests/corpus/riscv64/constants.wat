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
;;:        0:  00001537  lui a0,0x1
;;:        4:  2345051b  addiw a0,a0,564
;;:        8:  7ff00593  addi a1,zero,2047
;;:        c:  03459593  slli a1,a1,0x34
;;:       10:  00000617  auipc a2,0x0
;;:       14:  03063603  ld a2,48(a2)
;;:       18:  800006b7  lui a3,0x80000
;;:       1c:  3ff00f93  addi t6,zero,1023
;;:       20:  034f9f93  slli t6,t6,0x34
;;:       24:  f20f8553  fmv.d.x fa0,t6
;;:       28:  00000f97  auipc t6,0x0
;;:       2c:  020fb587  fld fa1,32(t6)
;;:       30:  3f000fb7  lui t6,0x3f000
;;:       34:  f00f8653  fmv.w.x fa2,t6
;;:       38:  00008067  jalr zero,0(ra)
;;:       3c:  00000013  addi zero,zero,0
;;:       40:  9abcdef0  .word 0x9abcdef0
;;:       44:  12345678  .word 0x12345678
;;:       48:  54442d18  .word 0x54442d18
;;:       4c:  400921fb  .word 0x400921fb
