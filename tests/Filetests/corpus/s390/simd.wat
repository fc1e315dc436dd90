;;! stage = asm, target = s390x
(module
  (func (param v128 v128) (result v128) (i64x2.mul (local.get 0) (local.get 1)))
  (func (param v128) (result i32) (i8x16.bitmask (local.get 0)))
  (func (param v128 v128) (result v128) (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (i8x16.shuffle 3 7 31 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1)))
  (func (param v128 i32) (result v128) (i16x8.shr_s (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (f32x4.pmin (local.get 0) (local.get 1)))
  (func (param v128) (result i32) (if (result i32) (v128.any_true (local.get 0)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param v128 v128) (result v128) (i32x4.dot_i16x8_s (local.get 0) (local.get 1))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e72000003021  vlgvg %r2,%v0,0
;;:       1c:  e73100003021  vlgvg %r3,%v1,0
;;:       22:  b9ed3022      msgrkc %r2,%r2,%r3
;;:       26:  e73000013021  vlgvg %r3,%v0,1
;;:       2c:  e74100013021  vlgvg %r4,%v1,1
;;:       32:  b9ed4033      msgrkc %r3,%r3,%r4
;;:       36:  e70230000062  vlvgp %v0,%r2,%r3
;;:       3c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       42:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       48:  41f0f010      la %r15,16(%r15)
;;:       4c:  07fe          br %r14
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  c01000000015  larl %r1,0x40
;;:       1c:  e71010000006  vl %v1,0(%r1)
;;:       22:  e70010000085  vbperm %v0,%v0,%v1
;;:       28:  e72000031021  vlgvh %r2,%v0,3
;;:       2e:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       34:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       3a:  41f0f010      la %r15,16(%r15)
;;:       3e:  07fe          br %r14
;;:       40:  0008          .byte 0x00,0x08
;;:       42:  1018          .byte 0x10,0x18
;;:       44:  2028          .byte 0x20,0x28
;;:       46:  3038          .byte 0x30,0x38
;;:       48:  40485058      .byte 0x40,0x48,0x50,0x58
;;:       4c:  60687078      .byte 0x60,0x68,0x70,0x78
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e70100000060  vmrlb %v0,%v1,%v0
;;:       1c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       22:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       28:  41f0f010      la %r15,16(%r15)
;;:       2c:  07fe          br %r14
;;: function 3
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  c01000000015  larl %r1,0x40
;;:       1c:  e72010000006  vl %v2,0(%r1)
;;:       22:  e7001000208c  vperm %v0,%v0,%v1,%v2
;;:       28:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       2e:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       34:  41f0f010      la %r15,16(%r15)
;;:       38:  07fe          br %r14
;;:       3a:  c00400000000  jgnop
;;:       40:  1808          .byte 0x18,0x08
;;:       42:  1909          cr %r0,%r9
;;:       44:  1a0a          .byte 0x1a,0x0a
;;:       46:  1b0b          .byte 0x1b,0x0b
;;:       48:  1c0c          .byte 0x1c,0x0c
;;:       4a:  1d0d          .byte 0x1d,0x0d
;;:       4c:  1e10          .byte 0x1e,0x10
;;:       4e:  080c          .byte 0x08,0x0c
;;: function 4
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e7003000103a  vesrah %v0,%v0,0(%r3)
;;:       1c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       22:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       28:  41f0f010      la %r15,16(%r15)
;;:       2c:  07fe          br %r14
;;: function 5
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e720100020eb  vfchsb %v2,%v0,%v1
;;:       1c:  e7010000208d  vsel %v0,%v1,%v0,%v2
;;:       22:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       28:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2e:  41f0f010      la %r15,16(%r15)
;;:       32:  07fe          br %r14
;;: function 6
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a7290001      lghi %r2,1
;;:       1a:  a739004d      lghi %r3,77
;;:       1e:  e700000000d8  vtm %v0,%v0
;;:       24:  b9e27032      locgrne %r3,%r2
;;:       28:  b9040023      lgr %r2,%r3
;;:       2c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       32:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       38:  41f0f010      la %r15,16(%r15)
;;:       3c:  07fe          br %r14
;;: function 7
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e720100010a6  vmeh %v2,%v0,%v1
;;:       1c:  e700100010a7  vmoh %v0,%v0,%v1
;;:       22:  e702000020f3  vaf %v0,%v2,%v0
;;:       28:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       2e:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       34:  41f0f010      la %r15,16(%r15)
;;:       38:  07fe          br %r14
