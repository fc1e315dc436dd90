;;! stage = asm, target = s390x
;; A constant that costs something is made once, outside of loops; one that is handed to a block or a call is a copy.
(module
  (func (param $n i32) (result i64) (local $x i64)
    (loop $again
      (local.set $x (i64.xor (i64.mul (local.get $x) (i64.const 0x123456789abcdef)) (i64.extend_i32_u (local.get $n))))
      (br_if $again (i32.ne (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 0x12345678))))
    (local.get $x))
  (func (param f64 i32) (result f64)
    (loop $again
      (local.set 0 (f64.add (f64.mul (local.get 0) (f64.const 1.1)) (f64.const 2)))
      (br_if $again (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get 0)))
;;: function 0
;;:        0:  b9160023      llgfr %r2,%r3
;;:        4:  c03112345677  lgfi %r3,305419895
;;:        a:  c4480000001b  lgrl %r4,0x40
;;:       10:  a7590000      lghi %r5,0
;;:       14:  a7f40009      j 0x26
;;:       18:  c00400000000  jgnop
;;:       1e:  0707          nopr %r7
;;:       20:  ec22000100d8  ahik %r2,%r2,1
;;:       26:  b9160062      llgfr %r6,%r2
;;:       2a:  b9ed4055      msgrkc %r5,%r5,%r4
;;:       2e:  b9e76055      xgrk %r5,%r5,%r6
;;:       32:  ec23fff76076  crjlh %r2,%r3,0x20
;;:       38:  b9040025      lgr %r2,%r5
;;:       3c:  07fe          br %r14
;;:       3e:  0707          nopr %r7
;;:       40:  0123          .byte 0x01,0x23
;;:       42:  456789ab      .byte 0x45,0x67,0x89,0xab
;;:       46:  cdef          .byte 0xcd,0xef
;;: function 1
;;:        0:  a51c4000      llihh %r1,16384
;;:        4:  e71100003022  vlvgg %v1,%r1,0
;;:        a:  c01000000017  larl %r1,0x38
;;:       10:  e72010003005  vlrepg %v2,0(%r1)
;;:       16:  c00400000000  jgnop
;;:       1c:  47000000      nop 0
;;:       20:  e700200830e7  wfmdb %v0,%v0,%v2
;;:       26:  e700100830e3  wfadb %v0,%v0,%v1
;;:       2c:  a736fffa      brct %r3,0x20
;;:       30:  07fe          br %r14
;;:       32:  c00400000000  jgnop
;;:       38:  3ff1          .byte 0x3f,0xf1
;;:       3a:  99999999      .byte 0x99,0x99,0x99,0x99
;;:       3e:  999a          .byte 0x99,0x9a
