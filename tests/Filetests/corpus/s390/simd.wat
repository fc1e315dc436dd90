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
;;:        0:  e72000003021  vlgvg %r2,%v0,0
;;:        6:  e73100003021  vlgvg %r3,%v1,0
;;:        c:  b9ed3022      msgrkc %r2,%r2,%r3
;;:       10:  e73000013021  vlgvg %r3,%v0,1
;;:       16:  e74100013021  vlgvg %r4,%v1,1
;;:       1c:  b9ed4033      msgrkc %r3,%r3,%r4
;;:       20:  e70230000062  vlvgp %v0,%r2,%r3
;;:       26:  07fe          br %r14
;;: function 1
;;:        0:  c01000000010  larl %r1,0x20
;;:        6:  e71010000006  vl %v1,0(%r1)
;;:        c:  e70010000085  vbperm %v0,%v0,%v1
;;:       12:  e72000031021  vlgvh %r2,%v0,3
;;:       18:  07fe          br %r14
;;:       1a:  c00400000000  jgnop
;;:       20:  0008          .byte 0x00,0x08
;;:       22:  1018          .byte 0x10,0x18
;;:       24:  2028          .byte 0x20,0x28
;;:       26:  3038          .byte 0x30,0x38
;;:       28:  40485058      .byte 0x40,0x48,0x50,0x58
;;:       2c:  60687078      .byte 0x60,0x68,0x70,0x78
;;: function 2
;;:        0:  e70100000060  vmrlb %v0,%v1,%v0
;;:        6:  07fe          br %r14
;;: function 3
;;:        0:  c01000000010  larl %r1,0x20
;;:        6:  e72010000006  vl %v2,0(%r1)
;;:        c:  e7001000208c  vperm %v0,%v0,%v1,%v2
;;:       12:  07fe          br %r14
;;:       14:  c00400000000  jgnop
;;:       1a:  c00400000000  jgnop
;;:       20:  1808          .byte 0x18,0x08
;;:       22:  1909          cr %r0,%r9
;;:       24:  1a0a          .byte 0x1a,0x0a
;;:       26:  1b0b          .byte 0x1b,0x0b
;;:       28:  1c0c          .byte 0x1c,0x0c
;;:       2a:  1d0d          .byte 0x1d,0x0d
;;:       2c:  1e10          .byte 0x1e,0x10
;;:       2e:  080c          .byte 0x08,0x0c
;;: function 4
;;:        0:  e7003000103a  vesrah %v0,%v0,0(%r3)
;;:        6:  07fe          br %r14
;;: function 5
;;:        0:  e720100020eb  vfchsb %v2,%v0,%v1
;;:        6:  e7010000208d  vsel %v0,%v1,%v0,%v2
;;:        c:  07fe          br %r14
;;: function 6
;;:        0:  a729004d      lghi %r2,77
;;:        4:  e700000000d8  vtm %v0,%v0
;;:        a:  ec2700010046  locghine %r2,1
;;:       10:  07fe          br %r14
;;: function 7
;;:        0:  e720100010a6  vmeh %v2,%v0,%v1
;;:        6:  e700100010a7  vmoh %v0,%v0,%v1
;;:        c:  e702000020f3  vaf %v0,%v2,%v0
;;:       12:  07fe          br %r14
