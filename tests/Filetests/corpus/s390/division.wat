;;! stage = asm, target = s390x
;; Dividends live in r3, remainders in r2; zero and the smallest integer by -1 are tested.
(module
  (func (param i32 i32) (result i32) (i32.div_s (local.get 0) (local.get 1)))
  (func (param i64 i64) (result i64) (i64.rem_u (local.get 0) (local.get 1)))
  (func (param i32) (result i32) (i32.rem_s (local.get 0) (i32.const 10))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  ec480018007e  cije %r4,0,0x46
;;:       1c:  ec460009ff7e  cijlh %r4,-1,0x2e
;;:       22:  c01180000000  lgfi %r1,-2147483648
;;:       28:  1931          cr %r3,%r1
;;:       2a:  a7840011      je 0x4c
;;:       2e:  b9140033      lgfr %r3,%r3
;;:       32:  b91d0024      dsgfr %r2,%r4
;;:       36:  b9040023      lgr %r2,%r3
;;:       3a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       40:  41f0f010      la %r15,16(%r15)
;;:       44:  07fe          br %r14
;;:       46:  c0e500000000  brasl %r14,0x46
;;:       4c:  c0e500000000  brasl %r14,0x4c
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  ec48000d007c  cgije %r4,0,0x30
;;:       1c:  a7290000      lghi %r2,0
;;:       20:  b9870024      dlgr %r2,%r4
;;:       24:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2a:  41f0f010      la %r15,16(%r15)
;;:       2e:  07fe          br %r14
;;:       30:  c0e500000000  brasl %r14,0x30
;;: function 2
;;:        0:  eb23001f00dc  srak %r2,%r3,31
;;:        6:  b9140043      lgfr %r4,%r3
;;:        a:  c24066666667  msgfi %r4,1717986919
;;:       10:  eb440022000a  srag %r4,%r4,34
;;:       16:  b9f92024      srk %r2,%r4,%r2
;;:       1a:  a72c000a      mhi %r2,10
;;:       1e:  b9f92023      srk %r2,%r3,%r2
;;:       22:  07fe          br %r14
