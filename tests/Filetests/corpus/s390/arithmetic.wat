;;! stage = asm, target = s390x
;; Numbers in instructions, runs of bits, products.
(module
  (func (param i32 i32) (result i32) (i32.add (local.get 0) (i32.shl (local.get 1) (i32.const 3))))
  (func (param i64 i32) (result i64) (i64.sub (local.get 0) (i64.shl (i64.extend_i32_u (local.get 1)) (i64.const 2))))
  (func (param i64 i64 i64) (result i64) (i64.add (i64.mul (local.get 0) (local.get 1)) (local.get 2)))
  (func (param i32 i32 i32) (result i32) (i32.sub (local.get 2) (i32.mul (local.get 0) (local.get 1))))
  (func (param i32) (result i32) (i32.and (i32.shr_u (local.get 0) (i32.const 5)) (i32.const 0x3ff)))
  (func (param i64) (result i64) (i64.and (local.get 0) (i64.const 0x00ff00ff00ff00ff)))
  (func (param i64) (result i64) (i64.xor (local.get 0) (i64.const 0x123456789abcdef0)))
  (func (param i32 i32) (result i32) (i32.and (local.get 0) (i32.xor (local.get 1) (i32.const -1))))
  (func (param i32) (result i32) (i32.popcnt (local.get 0)))
  (func (param i32 i32) (result i32) (i32.rotl (local.get 0) (local.get 1)))
  (func (param i64) (result i64) (i64.extend16_s (local.get 0)))
  (func (param i32) (result i32) (i32.sub (local.get 0) (i32.const 4096))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  eb24000300df  sllk %r2,%r4,3
;;:       1c:  b9f82023      ark %r2,%r3,%r2
;;:       20:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       26:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2c:  41f0f010      la %r15,16(%r15)
;;:       30:  07fe          br %r14
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160024      llgfr %r2,%r4
;;:       1a:  eb220002000d  sllg %r2,%r2,2
;;:       20:  b9e92023      sgrk %r2,%r3,%r2
;;:       24:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       2a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       30:  41f0f010      la %r15,16(%r15)
;;:       34:  07fe          br %r14
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9ed4023      msgrkc %r2,%r3,%r4
;;:       1a:  b9e82025      agrk %r2,%r5,%r2
;;:       1e:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       24:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2a:  41f0f010      la %r15,16(%r15)
;;:       2e:  07fe          br %r14
;;: function 3
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9fd4023      msrkc %r2,%r3,%r4
;;:       1a:  b9f92025      srk %r2,%r5,%r2
;;:       1e:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       24:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2a:  41f0f010      la %r15,16(%r15)
;;:       2e:  07fe          br %r14
;;: function 4
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  ec2336bf3b59  risbgnz %r2,%r3,54,63,59
;;:       1c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       22:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       28:  41f0f010      la %r15,16(%r15)
;;:       2c:  07fe          br %r14
;;: function 5
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  c02e00ff00ff  llihf %r2,16711935
;;:       1c:  c02900ff00ff  iilf %r2,16711935
;;:       22:  b9e42023      ngrk %r2,%r3,%r2
;;:       26:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       2c:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       32:  41f0f010      la %r15,16(%r15)
;;:       36:  07fe          br %r14
;;: function 6
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  c03612345678  xihf %r3,305419896
;;:       1c:  b9040023      lgr %r2,%r3
;;:       20:  c0279abcdef0  xilf %r2,2596069104
;;:       26:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       2c:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       32:  41f0f010      la %r15,16(%r15)
;;:       36:  07fe          br %r14
;;: function 7
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  c047ffffffff  xilf %r4,4294967295
;;:       1c:  b9f44023      nrk %r2,%r3,%r4
;;:       20:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       26:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2c:  41f0f010      la %r15,16(%r15)
;;:       30:  07fe          br %r14
;;: function 8
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e70300002022  vlvgf %v0,%r3,0
;;:       1c:  e70000002050  vpopctf %v0,%v0
;;:       22:  e72000002021  vlgvf %r2,%v0,0
;;:       28:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       2e:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       34:  41f0f010      la %r15,16(%r15)
;;:       38:  07fe          br %r14
;;: function 9
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  eb234000001d  rll %r2,%r3,0(%r4)
;;:       1c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       22:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       28:  41f0f010      la %r15,16(%r15)
;;:       2c:  07fe          br %r14
;;: function 10
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9070023      lghr %r2,%r3
;;:       1a:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       20:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       26:  41f0f010      la %r15,16(%r15)
;;:       2a:  07fe          br %r14
;;: function 11
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  ec23f00000d8  ahik %r2,%r3,-4096
;;:       1c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       22:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       28:  41f0f010      la %r15,16(%r15)
;;:       2c:  07fe          br %r14
