;;! stage = asm, target = riscv64
(module
  (func (param f64) (result f64) (f64.add (local.get 0) (f64.const 1.5)))
  (func (param f32) (result f32) (f32.mul (local.get 0) (f32.const 0.1)))
  (func (param f64) (result f64) (f64.min (f64.nearest (local.get 0)) (f64.const 0.1)))
  (func (param f64 f64) (result f64) (f64.copysign (local.get 0) (local.get 1)))
  (func (param f32) (result i32) (i32.trunc_f32_u (local.get 0)))
  (func (param f64) (result i64) (i64.trunc_f64_s (local.get 0)))
  (func (param f64) (result i64) (i64.trunc_sat_f64_u (local.get 0)))
  (func (param i64) (result f32) (f32.convert_i64_u (local.get 0))))
;;: function 0
;;:        0:  7ff00f93  addi t6,zero,2047
;;:        4:  033f9f93  slli t6,t6,0x33
;;:        8:  f20f8053  fmv.d.x ft0,t6
;;:        c:  02057553  fadd.d fa0,fa0,ft0
;;:       10:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  3dccdfb7  lui t6,0x3dccd
;;:        4:  ccdf8f9b  addiw t6,t6,-819
;;:        8:  f00f8053  fmv.w.x ft0,t6
;;:        c:  10057553  fmul.s fa0,fa0,ft0
;;:       10:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  00000f97  auipc t6,0x0
;;:        4:  048fb007  fld ft0,72(t6)
;;:        8:  e2050fd3  fmv.x.d t6,fa0
;;:        c:  001f9f93  slli t6,t6,0x1
;;:       10:  035fdf93  srli t6,t6,0x35
;;:       14:  43300f13  addi t5,zero,1075
;;:       18:  2aa500d3  fmin.d ft1,fa0,fa0
;;:       1c:  01eff863  bgeu t6,t5,0x2c
;;:       20:  c2250fd3  fcvt.l.d t6,fa0,rne
;;:       24:  d22ff0d3  fcvt.d.l ft1,t6
;;:       28:  22a080d3  fsgnj.d ft1,ft1,fa0
;;:       2c:  a210afd3  feq.d t6,ft1,ft1
;;:       30:  a2002f53  feq.d t5,ft0,ft0
;;:       34:  01efffb3  and t6,t6,t5
;;:       38:  2a008553  fmin.d fa0,ft1,ft0
;;:       3c:  000f9463  bne t6,zero,0x44
;;:       40:  0200f553  fadd.d fa0,ft1,ft0
;;:       44:  00008067  jalr zero,0(ra)
;;:       48:  9999999a  .word 0x9999999a
;;:       4c:  3fb99999  .word 0x3fb99999
;;: function 3
;;:        0:  22b50553  fsgnj.d fa0,fa0,fa1
;;:        4:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  a0a52fd3  feq.s t6,fa0,fa0
;;:       14:  020f8263  beq t6,zero,0x38
;;:       18:  c0251553  fcvt.l.s a0,fa0,rtz
;;:       1c:  02055f93  srli t6,a0,0x20
;;:       20:  000f9e63  bne t6,zero,0x3c
;;:       24:  0005051b  addiw a0,a0,0
;;:       28:  00813083  ld ra,8(sp)
;;:       2c:  00013403  ld s0,0(sp)
;;:       30:  01010113  addi sp,sp,16
;;:       34:  00008067  jalr zero,0(ra)
;;:       38:  008000ef  jal ra,0x40
;;:       3c:  004000ef  jal ra,0x40
;;:       40:  0000006f  jal zero,0x40
;;: function 5
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  a2a52fd3  feq.d t6,fa0,fa0
;;:       14:  040f8063  beq t6,zero,0x54
;;:       18:  21f00f93  addi t6,zero,543
;;:       1c:  035f9f93  slli t6,t6,0x35
;;:       20:  f20f8fd3  fmv.d.x ft11,t6
;;:       24:  a3f51fd3  flt.d t6,fa0,ft11
;;:       28:  020f8863  beq t6,zero,0x58
;;:       2c:  e1f00f93  addi t6,zero,-481
;;:       30:  035f9f93  slli t6,t6,0x35
;;:       34:  f20f8fd3  fmv.d.x ft11,t6
;;:       38:  a2af8fd3  fle.d t6,ft11,fa0
;;:       3c:  000f8e63  beq t6,zero,0x58
;;:       40:  c2251553  fcvt.l.d a0,fa0,rtz
;;:       44:  00813083  ld ra,8(sp)
;;:       48:  00013403  ld s0,0(sp)
;;:       4c:  01010113  addi sp,sp,16
;;:       50:  00008067  jalr zero,0(ra)
;;:       54:  008000ef  jal ra,0x5c
;;:       58:  004000ef  jal ra,0x5c
;;:       5c:  0000006f  jal zero,0x5c
;;: function 6
;;:        0:  a2a52fd3  feq.d t6,fa0,fa0
;;:        4:  c2351553  fcvt.lu.d a0,fa0,rtz
;;:        8:  41f00fb3  sub t6,zero,t6
;;:        c:  01f57533  and a0,a0,t6
;;:       10:  00008067  jalr zero,0(ra)
;;: function 7
;;:        0:  d035f553  fcvt.s.lu fa0,a1
;;:        4:  00008067  jalr zero,0(ra)
