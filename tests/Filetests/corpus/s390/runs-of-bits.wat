;;! stage = asm, target = s390x
;; A shift by a number or a mask is part of the logic behind it; a float that is only copied never leaves the integer registers; comparisons of
;; integers with clear upper halves are signs of differences; a loop counts down in its branch.
(module
  (memory 1)
  (func (param i64) (result i64) (i64.xor (local.get 0) (i64.shr_u (local.get 0) (i64.const 30))))
  (func (param i32 i32) (result i32) (i32.or (i32.shl (local.get 0) (i32.const 8)) (local.get 1)))
  (func (param i32 i32) (result i32) (i32.xor (local.get 0) (i32.and (local.get 1) (i32.const 0xff0))))
  (func (param i32 i32) (f64.store (local.get 0) (f64.load (local.get 1))))
  (func (param i32 i32) (result i32) (i32.lt_u (i32.load8_u (local.get 0)) (i32.load8_u (local.get 1))))
  (func (param i32) (result i32) (i32.eqz (i32.load8_u (local.get 0))))
  (func (param i64) (local $p i32)
    (loop $again
      (i32.store8 (local.get $p) (i32.const 1))
      (local.set $p (i32.add (local.get $p) (i32.const 3)))
      (br_if $again (i64.ne (local.tee 0 (i64.sub (local.get 0) (i64.const 1))) (i64.const 0))))))
;;: function 0
;;:        0:  b9040023      lgr %r2,%r3
;;:        4:  ec231e3f2257  rxsbg %r2,%r3,30,63,34
;;:        a:  07fe          br %r14
;;: function 1
;;:        0:  b9040024      lgr %r2,%r4
;;:        4:  ec2320370856  rosbg %r2,%r3,32,55,8
;;:        a:  07fe          br %r14
;;: function 2
;;:        0:  b9040023      lgr %r2,%r3
;;:        4:  ec24343b0057  rxsbg %r2,%r4,52,59,0
;;:        a:  07fe          br %r14
;;: function 3
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  b9160034      llgfr %r3,%r4
;;:       1e:  e340a040000f  lrvg %r4,64(%r10)
;;:       24:  e3343000000f  lrvg %r3,0(%r4,%r3)
;;:       2a:  e3324000002f  strvg %r3,0(%r2,%r4)
;;:       30:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       36:  41f0f010      la %r15,16(%r15)
;;:       3a:  07fe          br %r14
;;: function 4
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  b9160034      llgfr %r3,%r4
;;:       1e:  e340a040000f  lrvg %r4,64(%r10)
;;:       24:  e32420000090  llgc %r2,0(%r4,%r2)
;;:       2a:  e33340000090  llgc %r3,0(%r3,%r4)
;;:       30:  b9e93022      sgrk %r2,%r2,%r3
;;:       34:  eb22003f000c  srlg %r2,%r2,63
;;:       3a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       40:  41f0f010      la %r15,16(%r15)
;;:       44:  07fe          br %r14
;;: function 5
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  e32320000090  llgc %r2,0(%r3,%r2)
;;:       26:  ec22ffff00d9  aghik %r2,%r2,-1
;;:       2c:  eb22003f000c  srlg %r2,%r2,63
;;:       32:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       38:  41f0f010      la %r15,16(%r15)
;;:       3c:  07fe          br %r14
;;: function 6
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e320a040000f  lrvg %r2,64(%r10)
;;:       1c:  a7490000      lghi %r4,0
;;:       20:  a7f4000b      j 0x36
;;:       24:  c00400000000  jgnop
;;:       2a:  c00400000000  jgnop
;;:       30:  ec33ffff00d9  aghik %r3,%r3,-1
;;:       36:  b9160054      llgfr %r5,%r4
;;:       3a:  a7690001      lghi %r6,1
;;:       3e:  e36250000072  stcy %r6,0(%r2,%r5)
;;:       44:  ec44000300d8  ahik %r4,%r4,3
;;:       4a:  ec36fff3017c  cgijlh %r3,1,0x30
;;:       50:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       56:  41f0f010      la %r15,16(%r15)
;;:       5a:  07fe          br %r14
