;;! stage = asm, target = s390x, cpu = mie3
;; Logic with a complement, selection between registers.
(module
  (func (param i64 i64) (result i64) (i64.and (local.get 0) (i64.xor (local.get 1) (i64.const -1))))
  (func (param i32 i32) (result i32) (i32.or (i32.xor (local.get 0) (i32.const -1)) (local.get 1)))
  (func (param i64 i64 i32) (result i64) (select (local.get 0) (local.get 1) (local.get 2))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9e54023      ncgrk %r2,%r3,%r4
;;:       1a:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       20:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       26:  41f0f010      la %r15,16(%r15)
;;:       2a:  07fe          br %r14
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9753024      ocrk %r2,%r4,%r3
;;:       1a:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       20:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       26:  41f0f010      la %r15,16(%r15)
;;:       2a:  07fe          br %r14
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a75e0000      chi %r5,0
;;:       1a:  b9e34623      selgrlh %r2,%r3,%r4
;;:       1e:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       24:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2a:  41f0f010      la %r15,16(%r15)
;;:       2e:  07fe          br %r14
