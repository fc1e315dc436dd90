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
;;:        4:  c43800000022  lgrl %r3,0x48
;;:        a:  a7490000      lghi %r4,0
;;:        e:  a7f4000c      j 0x26
;;:       12:  c00400000000  jgnop
;;:       18:  c00400000000  jgnop
;;:       1e:  0707          nopr %r7
;;:       20:  ec22000100d8  ahik %r2,%r2,1
;;:       26:  b9160052      llgfr %r5,%r2
;;:       2a:  b9ed3044      msgrkc %r4,%r4,%r3
;;:       2e:  b9e75044      xgrk %r4,%r4,%r5
;;:       32:  c22d12345677  cfi %r2,305419895
;;:       38:  a764fff4      jlh 0x20
;;:       3c:  b9040024      lgr %r2,%r4
;;:       40:  07fe          br %r14
;;:       42:  c00400000000  jgnop
;;:       48:  0123          .byte 0x01,0x23
;;:       4a:  456789ab      .byte 0x45,0x67,0x89,0xab
;;:       4e:  cdef          .byte 0xcd,0xef
;;: function 1
;;:        0:  a51c4000      llihh %r1,16384
;;:        4:  e71100003022  vlvgg %v1,%r1,0
;;:        a:  c0100000001b  larl %r1,0x40
;;:       10:  e72010003005  vlrepg %v2,0(%r1)
;;:       16:  c00400000000  jgnop
;;:       1c:  47000000      nop 0
;;:       20:  e700200830e7  wfmdb %v0,%v0,%v2
;;:       26:  e700100830e3  wfadb %v0,%v0,%v1
;;:       2c:  ec33ffff00d8  ahik %r3,%r3,-1
;;:       32:  ec36fff7007e  cijlh %r3,0,0x20
;;:       38:  07fe          br %r14
;;:       3a:  c00400000000  jgnop
;;:       40:  3ff1          .byte 0x3f,0xf1
;;:       42:  99999999      .byte 0x99,0x99,0x99,0x99
;;:       46:  999a          .byte 0x99,0x9a
