;;! stage = asm, target = s390x
;; Inline allocation, a reference kept over a call in a slot of the stack map, a handler.
(module
  (type $pair (struct (field (mut i32)) (field (mut i64))))
  (tag $tag (param i32))
  (func $callee (throw $tag (i32.const 7)))
  (func (param i32) (result i32)
    (local $p (ref $pair))
    (local.set $p (struct.new $pair (local.get 0) (i64.const 5)))
    (call $callee)
    (struct.get $pair 0 (local.get $p)))
  (func (result i32)
    (block $caught (result i32)
      (try_table (catch $tag $caught) (call $callee))
      (i32.const 1))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  ecf1001a4065  clgrjl %r15,%r1,0x56
;;:       28:  e320a008000f  lrvg %r2,8(%r10)
;;:       2e:  e3302078000f  lrvg %r3,120(%r2)
;;:       34:  a7490007      lghi %r4,7
;;:       38:  e3403000003e  strv %r4,0(%r3)
;;:       3e:  e330a060000f  lrvg %r3,96(%r10)
;;:       44:  e3302070002f  strvg %r3,112(%r2)
;;:       4a:  c0e500000000  brasl %r14,0x4a
;;:       50:  c0e500000000  brasl %r14,0x50
;;:       56:  c0e500000000  brasl %r14,0x56
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  ecf1006a4065  clgrjl %r15,%r1,0xf6
;;:       28:  e3f0ffe0ff71  lay %r15,-32(%r15)
;;:       2e:  b9040023      lgr %r2,%r3
;;:       32:  e350a008000f  lrvg %r5,8(%r10)
;;:       38:  e350bff0ff24  stg %r5,-16(%r11)
;;:       3e:  e3305040001e  lrv %r3,64(%r5)
;;:       44:  b9160033      llgfr %r3,%r3
;;:       48:  e3405048001e  lrv %r4,72(%r5)
;;:       4e:  ec63001800d8  ahik %r6,%r3,24
;;:       54:  e370a040001e  lrv %r7,64(%r10)
;;:       5a:  ec64003c2077  clrjh %r6,%r4,0xd2
;;:       60:  e3605040003e  strv %r6,64(%r5)
;;:       66:  e3405050000f  lrvg %r4,80(%r5)
;;:       6c:  e3734000003e  strv %r7,0(%r3,%r4)
;;:       72:  b9040045      lgr %r4,%r5
;;:       76:  b9040062      lgr %r6,%r2
;;:       7a:  b9040023      lgr %r2,%r3
;;:       7e:  b9040036      lgr %r3,%r6
;;:       82:  e320bff8ff2f  strvg %r2,-8(%r11)
;;:       88:  e3504050000f  lrvg %r5,80(%r4)
;;:       8e:  e3325008003e  strv %r3,8(%r2,%r5)
;;:       94:  a7390005      lghi %r3,5
;;:       98:  e3325010002f  strvg %r3,16(%r2,%r5)
;;:       9e:  c0e500000000  brasl %r14,0x9e
;;:       a4:  e340bff0ff04  lg %r4,-16(%r11)
;;:       aa:  e3204050000f  lrvg %r2,80(%r4)
;;:       b0:  e330bff8ff0f  lrvg %r3,-8(%r11)
;;:       b6:  e3232008001e  lrv %r2,8(%r3,%r2)
;;:       bc:  b90400fb      lgr %r15,%r11
;;:       c0:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       c6:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       cc:  41f0f010      la %r15,16(%r15)
;;:       d0:  07fe          br %r14
;;:       d2:  b9160037      llgfr %r3,%r7
;;:       d6:  a7490018      lghi %r4,24
;;:       da:  e320bfe8ff24  stg %r2,-24(%r11)
;;:       e0:  c0e500000000  brasl %r14,0xe0
;;:       e6:  e340bff0ff04  lg %r4,-16(%r11)
;;:       ec:  e330bfe8ff04  lg %r3,-24(%r11)
;;:       f2:  a7f4ffc8      j 0x82
;;:       f6:  c0e500000000  brasl %r14,0xf6
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  ecf100364065  clgrjl %r15,%r1,0x8e
;;:       28:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:       2e:  e3a0bff8ff2f  strvg %r10,-8(%r11)
;;:       34:  c0e500000000  brasl %r14,0x34
;;:       3a:  a7290001      lghi %r2,1
;;:       3e:  b90400fb      lgr %r15,%r11
;;:       42:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       48:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       4e:  41f0f010      la %r15,16(%r15)
;;:       52:  07fe          br %r14
;;:       54:  e3f0bff0ff71  lay %r15,-16(%r11)
;;:       5a:  e320a008000f  lrvg %r2,8(%r10)
;;:       60:  e3302070000f  lrvg %r3,112(%r2)
;;:       66:  e340a060000f  lrvg %r4,96(%r10)
;;:       6c:  ec34000b6064  cgrjlh %r3,%r4,0x82
;;:       72:  e3202078000f  lrvg %r2,120(%r2)
;;:       78:  e3202000001e  lrv %r2,0(%r2)
;;:       7e:  a7f4ffe0      j 0x3e
;;:       82:  c0e500000000  brasl %r14,0x82
;;:       88:  c0e500000000  brasl %r14,0x88
;;:       8e:  c0e500000000  brasl %r14,0x8e
