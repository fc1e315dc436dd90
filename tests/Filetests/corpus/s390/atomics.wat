;;! stage = asm, target = s390x
;; Memory is little-endian: sums are loops of compare and swap, parts of a word too.
(module
  (memory 1 1 shared)
  (func (param i32 i32) (result i32) (i32.atomic.rmw.add offset=4 (local.get 0) (local.get 1)))
  (func (param i32 i32 i32) (result i32) (i32.atomic.rmw8.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
  (func (param i32) (result i64) (i64.atomic.load (local.get 0))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  a7210003      tmll %r2,3
;;:       1e:  a7740024      jne 0x66
;;:       22:  e330a040000f  lrvg %r3,64(%r10)
;;:       28:  e3303000000f  lrvg %r3,0(%r3)
;;:       2e:  b9e83022      agrk %r2,%r2,%r3
;;:       32:  e32020040071  lay %r2,4(%r2)
;;:       38:  e33020000058  ly %r3,0(%r2)
;;:       3e:  b91f0013      lrvr %r1,%r3
;;:       42:  b9f84011      ark %r1,%r1,%r4
;;:       46:  b91f0011      lrvr %r1,%r1
;;:       4a:  ba312000      cs %r3,%r1,0(%r2)
;;:       4e:  a764fff8      jlh 0x3e
;;:       52:  b91f0033      lrvr %r3,%r3
;;:       56:  b9040023      lgr %r2,%r3
;;:       5a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       60:  41f0f010      la %r15,16(%r15)
;;:       64:  07fe          br %r14
;;:       66:  c0e500000000  brasl %r14,0x66
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e3303000000f  lrvg %r3,0(%r3)
;;:       26:  b9e83022      agrk %r2,%r2,%r3
;;:       2a:  b9840034      llgcr %r3,%r4
;;:       2e:  ec4200bd0059  risbgnz %r4,%r2,0,61,0
;;:       34:  eb220003000d  sllg %r2,%r2,3
;;:       3a:  e36040000058  ly %r6,0(%r4)
;;:       40:  eb062008001d  rll %r0,%r6,8(%r2)
;;:       46:  b9840010      llgcr %r1,%r0
;;:       4a:  ec13000f6076  crjlh %r1,%r3,0x68
;;:       50:  ec05383f0059  risbgn %r0,%r5,56,63,0
;;:       56:  b9030012      lcgr %r1,%r2
;;:       5a:  eb101ff8ff1d  rll %r1,%r0,-8(%r1)
;;:       60:  ba614000      cs %r6,%r1,0(%r4)
;;:       64:  a764ffee      jlh 0x40
;;:       68:  eb662008001d  rll %r6,%r6,8(%r2)
;;:       6e:  b9840066      llgcr %r6,%r6
;;:       72:  b9040026      lgr %r2,%r6
;;:       76:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       7c:  41f0f010      la %r15,16(%r15)
;;:       80:  07fe          br %r14
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  a7210007      tmll %r2,7
;;:       1e:  a7740011      jne 0x40
;;:       22:  e330a040000f  lrvg %r3,64(%r10)
;;:       28:  e3303000000f  lrvg %r3,0(%r3)
;;:       2e:  e3232000000f  lrvg %r2,0(%r3,%r2)
;;:       34:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       3a:  41f0f010      la %r15,16(%r15)
;;:       3e:  07fe          br %r14
;;:       40:  c0e500000000  brasl %r14,0x40
