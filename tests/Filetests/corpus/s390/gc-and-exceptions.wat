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
;;:       22:  b92100f1      clgr %r15,%r1
;;:       26:  a7440019      jl 0x58
;;:       2a:  e320a008000f  lrvg %r2,8(%r10)
;;:       30:  e3302078000f  lrvg %r3,120(%r2)
;;:       36:  a7490007      lghi %r4,7
;;:       3a:  e3403000003e  strv %r4,0(%r3)
;;:       40:  e330a060000f  lrvg %r3,96(%r10)
;;:       46:  e3302070002f  strvg %r3,112(%r2)
;;:       4c:  c0e500000000  brasl %r14,0x4c
;;:       52:  c0e500000000  brasl %r14,0x52
;;:       58:  c0e500000000  brasl %r14,0x58
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  b92100f1      clgr %r15,%r1
;;:       26:  a7440069      jl 0xf8
;;:       2a:  e3f0ffe0ff71  lay %r15,-32(%r15)
;;:       30:  b9040023      lgr %r2,%r3
;;:       34:  e350a008000f  lrvg %r5,8(%r10)
;;:       3a:  e350bff0ff24  stg %r5,-16(%r11)
;;:       40:  e3305040001e  lrv %r3,64(%r5)
;;:       46:  b9160033      llgfr %r3,%r3
;;:       4a:  e3405048001e  lrv %r4,72(%r5)
;;:       50:  ec63001800d8  ahik %r6,%r3,24
;;:       56:  e370a040001e  lrv %r7,64(%r10)
;;:       5c:  ec64003c2077  clrjh %r6,%r4,0xd4
;;:       62:  e3605040003e  strv %r6,64(%r5)
;;:       68:  e3405050000f  lrvg %r4,80(%r5)
;;:       6e:  e3734000003e  strv %r7,0(%r3,%r4)
;;:       74:  b9040045      lgr %r4,%r5
;;:       78:  b9040062      lgr %r6,%r2
;;:       7c:  b9040023      lgr %r2,%r3
;;:       80:  b9040036      lgr %r3,%r6
;;:       84:  e320bff8ff2f  strvg %r2,-8(%r11)
;;:       8a:  e3504050000f  lrvg %r5,80(%r4)
;;:       90:  e3325008003e  strv %r3,8(%r2,%r5)
;;:       96:  a7390005      lghi %r3,5
;;:       9a:  e3325010002f  strvg %r3,16(%r2,%r5)
;;:       a0:  c0e500000000  brasl %r14,0xa0
;;:       a6:  e340bff0ff04  lg %r4,-16(%r11)
;;:       ac:  e3204050000f  lrvg %r2,80(%r4)
;;:       b2:  e330bff8ff0f  lrvg %r3,-8(%r11)
;;:       b8:  e3232008001e  lrv %r2,8(%r3,%r2)
;;:       be:  b90400fb      lgr %r15,%r11
;;:       c2:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       c8:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       ce:  41f0f010      la %r15,16(%r15)
;;:       d2:  07fe          br %r14
;;:       d4:  b9160037      llgfr %r3,%r7
;;:       d8:  a7490018      lghi %r4,24
;;:       dc:  e320bfe8ff24  stg %r2,-24(%r11)
;;:       e2:  c0e500000000  brasl %r14,0xe2
;;:       e8:  e340bff0ff04  lg %r4,-16(%r11)
;;:       ee:  e330bfe8ff04  lg %r3,-24(%r11)
;;:       f4:  a7f4ffc8      j 0x84
;;:       f8:  c0e500000000  brasl %r14,0xf8
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  b92100f1      clgr %r15,%r1
;;:       26:  a7440035      jl 0x90
;;:       2a:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:       30:  e3a0bff8ff2f  strvg %r10,-8(%r11)
;;:       36:  c0e500000000  brasl %r14,0x36
;;:       3c:  a7290001      lghi %r2,1
;;:       40:  b90400fb      lgr %r15,%r11
;;:       44:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       4a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       50:  41f0f010      la %r15,16(%r15)
;;:       54:  07fe          br %r14
;;:       56:  e3f0bff0ff71  lay %r15,-16(%r11)
;;:       5c:  e320a008000f  lrvg %r2,8(%r10)
;;:       62:  e3302070000f  lrvg %r3,112(%r2)
;;:       68:  e340a060000f  lrvg %r4,96(%r10)
;;:       6e:  ec34000b6064  cgrjlh %r3,%r4,0x84
;;:       74:  e3202078000f  lrvg %r2,120(%r2)
;;:       7a:  e3202000001e  lrv %r2,0(%r2)
;;:       80:  a7f4ffe0      j 0x40
;;:       84:  c0e500000000  brasl %r14,0x84
;;:       8a:  c0e500000000  brasl %r14,0x8a
;;:       90:  c0e500000000  brasl %r14,0x90
