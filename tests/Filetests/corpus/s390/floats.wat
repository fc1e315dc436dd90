;;! stage = asm, target = s390x
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
;;:        0:  a51c3ff8      llihh %r1,16376
;;:        4:  e71100003022  vlvgg %v1,%r1,0
;;:        a:  e700100830e3  wfadb %v0,%v0,%v1
;;:       10:  07fe          br %r14
;;: function 1
;;:        0:  c0113dcccccd  lgfi %r1,1036831949
;;:        6:  e71100002022  vlvgf %v1,%r1,0
;;:        c:  e700100820e7  wfmsb %v0,%v0,%v1
;;:       12:  07fe          br %r14
;;: function 2
;;:        0:  c01000000010  larl %r1,0x20
;;:        6:  e71010003005  vlrepg %v1,0(%r1)
;;:        c:  e700004c30c7  wfidb %v0,%v0,4,4
;;:       12:  e700101830ee  wfmindb %v0,%v0,%v1,1
;;:       18:  07fe          br %r14
;;:       1a:  c00400000000  jgnop
;;:       20:  3fb9          .byte 0x3f,0xb9
;;:       22:  99999999      .byte 0x99,0x99,0x99,0x99
;;:       26:  999a          .byte 0x99,0x9a
;;: function 3
;;:        0:  e72000003046  vgmg %v2,0,0
;;:        6:  e7010000208d  vsel %v0,%v1,%v0,%v2
;;:        c:  07fe          br %r14
;;: function 4
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e700000020cb  wfcsb %v0,%v0
;;:       1c:  a714000c      jo 0x34
;;:       20:  b39c5020      clfebr %r2,5,%f0,0
;;:       24:  a714000b      jo 0x3a
;;:       28:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2e:  41f0f010      la %r15,16(%r15)
;;:       32:  07fe          br %r14
;;:       34:  c0e500000000  brasl %r14,0x34
;;:       3a:  c0e500000000  brasl %r14,0x3a
;;: function 5
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e700000030cb  wfcdb %v0,%v0
;;:       1c:  a714000c      jo 0x34
;;:       20:  b3a95020      cgdbr %r2,5,%f0
;;:       24:  a714000b      jo 0x3a
;;:       28:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2e:  41f0f010      la %r15,16(%r15)
;;:       32:  07fe          br %r14
;;:       34:  c0e500000000  brasl %r14,0x34
;;:       3a:  c0e500000000  brasl %r14,0x3a
;;: function 6
;;:        0:  b3ad5020      clgdbr %r2,5,%f0,0
;;:        4:  07fe          br %r14
;;: function 7
;;:        0:  b3a00003      celgbr %f0,0,%r3,0
;;:        4:  07fe          br %r14
