;;! stage = asm, target = s390x
;; Branches compare by themselves; bits are tested under a mask; a table of targets.
(module
  (func (param i32) (result i32) (if (result i32) (local.get 0) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i64) (result i32) (if (result i32) (i64.lt_s (local.get 0) (i64.const 0)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32) (result i32) (if (result i32) (i32.and (local.get 0) (i32.const 0x100)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32 i32) (result i32) (if (result i32) (i32.lt_u (local.get 0) (local.get 1)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param f64 f64) (result i32) (if (result i32) (f64.lt (local.get 0) (local.get 1)) (then (i32.const 1)) (else (i32.const 77))))
  (func (param i32 i32 i32) (result i32) (select (local.get 0) (local.get 1) (i32.gt_s (local.get 2) (i32.const 9))))
  (func (param i32) (result i32)
    (block (block (block (br_table 0 1 2 (local.get 0))) (return (i32.const 5))) (return (i32.const 6)))
    (i32.const 7)))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a7290001      lghi %r2,1
;;:       1a:  a749004d      lghi %r4,77
;;:       1e:  a73e0000      chi %r3,0
;;:       22:  b9e26042      locgrlh %r4,%r2
;;:       26:  b9040024      lgr %r2,%r4
;;:       2a:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       30:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       36:  41f0f010      la %r15,16(%r15)
;;:       3a:  07fe          br %r14
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a7290001      lghi %r2,1
;;:       1a:  a749004d      lghi %r4,77
;;:       1e:  a73f0000      cghi %r3,0
;;:       22:  b9e24042      locgrl %r4,%r2
;;:       26:  b9040024      lgr %r2,%r4
;;:       2a:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       30:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       36:  41f0f010      la %r15,16(%r15)
;;:       3a:  07fe          br %r14
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a7290001      lghi %r2,1
;;:       1a:  a749004d      lghi %r4,77
;;:       1e:  a7310100      tmll %r3,256
;;:       22:  b9e27042      locgrne %r4,%r2
;;:       26:  b9040024      lgr %r2,%r4
;;:       2a:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       30:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       36:  41f0f010      la %r15,16(%r15)
;;:       3a:  07fe          br %r14
;;: function 3
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a7290001      lghi %r2,1
;;:       1a:  a759004d      lghi %r5,77
;;:       1e:  1534          clr %r3,%r4
;;:       20:  b9e24052      locgrl %r5,%r2
;;:       24:  b9040025      lgr %r2,%r5
;;:       28:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       2e:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       34:  41f0f010      la %r15,16(%r15)
;;:       38:  07fe          br %r14
;;: function 4
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a7290001      lghi %r2,1
;;:       1a:  a739004d      lghi %r3,77
;;:       1e:  e701000030cb  wfcdb %v0,%v1
;;:       24:  b9e24032      locgrl %r3,%r2
;;:       28:  b9040023      lgr %r2,%r3
;;:       2c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       32:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       38:  41f0f010      la %r15,16(%r15)
;;:       3c:  07fe          br %r14
;;: function 5
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a75e0009      chi %r5,9
;;:       1a:  b9040024      lgr %r2,%r4
;;:       1e:  b9e22023      locgrh %r2,%r3
;;:       22:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       28:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2e:  41f0f010      la %r15,16(%r15)
;;:       32:  07fe          br %r14
;;: function 6
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  c23f00000002  clfi %r3,2
;;:       1c:  a7a40026      jhe 0x68
;;:       20:  ec231ebd0259  risbgnz %r2,%r3,30,61,2
;;:       26:  c0100000002d  larl %r1,0x80
;;:       2c:  e3221000001e  lrv %r2,0(%r2,%r1)
;;:       32:  b9140022      lgfr %r2,%r2
;;:       36:  b9e81022      agrk %r2,%r2,%r1
;;:       3a:  07f2          br %r2
;;:       3c:  a7290005      lghi %r2,5
;;:       40:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       46:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       4c:  41f0f010      la %r15,16(%r15)
;;:       50:  07fe          br %r14
;;:       52:  a7290006      lghi %r2,6
;;:       56:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       5c:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       62:  41f0f010      la %r15,16(%r15)
;;:       66:  07fe          br %r14
;;:       68:  a7290007      lghi %r2,7
;;:       6c:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       72:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       78:  41f0f010      la %r15,16(%r15)
;;:       7c:  07fe          br %r14
;;:       7e:  0707          nopr %r7
;;:       80:  bcffffff      .byte 0xbc,0xff,0xff,0xff
;;:       84:  d2ffffff      .byte 0xd2,0xff,0xff,0xff
