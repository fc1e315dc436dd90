;;! stage = asm, target = s390x, cpu = vxe2
;; The second vector facility reverses bytes on the way.
(module
  (memory 1)
  (func (param i32) (result f64) (f64.load (local.get 0)))
  (func (param i32 f32) (f32.store offset=5000 (local.get 0) (local.get 1)))
  (func (param i32 v128) (v128.store (local.get 0) (local.get 1))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e60320003004  ldrv %v0,0(%r3,%r2)
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
;;:       20:  e31323880171  lay %r1,5000(%r3,%r2)
;;:       26:  e6001000000b  sterv %v0,0(%r1)
;;:       2c:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       32:  41f0f010      la %r15,16(%r15)
;;:       36:  07fe          br %r14
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e6032000400e  vstbrq %v0,0(%r3,%r2)
;;:       26:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2c:  41f0f010      la %r15,16(%r15)
;;:       30:  07fe          br %r14
