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
;;:        0:  ec2420bc0359  risbgnz %r2,%r4,32,60,3
;;:        6:  b9f82023      ark %r2,%r3,%r2
;;:        a:  07fe          br %r14
;;: function 1
;;:        0:  b9160024      llgfr %r2,%r4
;;:        4:  eb220002000d  sllg %r2,%r2,2
;;:        a:  b9e92023      sgrk %r2,%r3,%r2
;;:        e:  07fe          br %r14
;;: function 2
;;:        0:  b9ed4023      msgrkc %r2,%r3,%r4
;;:        4:  b9e82025      agrk %r2,%r5,%r2
;;:        8:  07fe          br %r14
;;: function 3
;;:        0:  b9fd4023      msrkc %r2,%r3,%r4
;;:        4:  b9f92025      srk %r2,%r5,%r2
;;:        8:  07fe          br %r14
;;: function 4
;;:        0:  ec2336bf3b59  risbgnz %r2,%r3,54,63,59
;;:        6:  07fe          br %r14
;;: function 5
;;:        0:  c42800000008  lgrl %r2,0x10
;;:        6:  b9e42023      ngrk %r2,%r3,%r2
;;:        a:  07fe          br %r14
;;:        c:  47000000      nop 0
;;:       10:  00ff          .byte 0x00,0xff
;;:       12:  00ff          .byte 0x00,0xff
;;:       14:  00ff          .byte 0x00,0xff
;;:       16:  00ff          .byte 0x00,0xff
;;: function 6
;;:        0:  c03612345678  xihf %r3,305419896
;;:        6:  b9040023      lgr %r2,%r3
;;:        a:  c0279abcdef0  xilf %r2,2596069104
;;:       10:  07fe          br %r14
;;: function 7
;;:        0:  c047ffffffff  xilf %r4,4294967295
;;:        6:  b9e44023      ngrk %r2,%r3,%r4
;;:        a:  07fe          br %r14
;;: function 8
;;:        0:  e70300002022  vlvgf %v0,%r3,0
;;:        6:  e70000002050  vpopctf %v0,%v0
;;:        c:  e72000002021  vlgvf %r2,%v0,0
;;:       12:  07fe          br %r14
;;: function 9
;;:        0:  eb234000001d  rll %r2,%r3,0(%r4)
;;:        6:  07fe          br %r14
;;: function 10
;;:        0:  b9070023      lghr %r2,%r3
;;:        4:  07fe          br %r14
;;: function 11
;;:        0:  ec23f00000d8  ahik %r2,%r3,-4096
;;:        6:  07fe          br %r14
