;;! stage = asm, target = s390x
;; Bytes are reversed on the way; a base, an index and 20 bits make an address.
(module
  (memory 1)
  (func (param i32) (result i32) (i32.load (local.get 0)))
  (func (param i32) (result i64) (i64.add (i64.load offset=8 (local.get 0)) (i64.load offset=16 (local.get 0))))
  (func (param i32 i32) (result i32) (i32.load8_s offset=70000 (local.get 0)))
  (func (param i32 f64) (f64.store offset=3 (local.get 0) (local.get 1)))
  (func (param i32) (i32.store16 (local.get 0) (i32.const 0))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e3232000001e  lrv %r2,0(%r3,%r2)
;;:       26:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2c:  41f0f010      la %r15,16(%r15)
;;:       30:  07fe          br %r14
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e3432008000f  lrvg %r4,8(%r3,%r2)
;;:       26:  e3232010000f  lrvg %r2,16(%r3,%r2)
;;:       2c:  b9e82024      agrk %r2,%r4,%r2
;;:       30:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       36:  41f0f010      la %r15,16(%r15)
;;:       3a:  07fe          br %r14
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e32321701176  lb %r2,70000(%r3,%r2)
;;:       26:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2c:  41f0f010      la %r15,16(%r15)
;;:       30:  07fe          br %r14
;;: function 3
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e74000003021  vlgvg %r4,%v0,0
;;:       26:  e3432003002f  strvg %r4,3(%r3,%r2)
;;:       2c:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       32:  41f0f010      la %r15,16(%r15)
;;:       36:  07fe          br %r14
;;: function 4
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  a7490000      lghi %r4,0
;;:       24:  e3432000003f  strvh %r4,0(%r3,%r2)
;;:       2a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       30:  41f0f010      la %r15,16(%r15)
;;:       34:  07fe          br %r14
