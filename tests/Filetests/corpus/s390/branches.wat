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
;;:        0:  a729004d      lghi %r2,77
;;:        4:  a73e0000      chi %r3,0
;;:        8:  ec2600010046  locghilh %r2,1
;;:        e:  07fe          br %r14
;;: function 1
;;:        0:  a729004d      lghi %r2,77
;;:        4:  a73f0000      cghi %r3,0
;;:        8:  ec2400010046  locghil %r2,1
;;:        e:  07fe          br %r14
;;: function 2
;;:        0:  a729004d      lghi %r2,77
;;:        4:  a7310100      tmll %r3,256
;;:        8:  ec2700010046  locghine %r2,1
;;:        e:  07fe          br %r14
;;: function 3
;;:        0:  a729004d      lghi %r2,77
;;:        4:  1534          clr %r3,%r4
;;:        6:  ec2400010046  locghil %r2,1
;;:        c:  07fe          br %r14
;;: function 4
;;:        0:  a729004d      lghi %r2,77
;;:        4:  e701000030cb  wfcdb %v0,%v1
;;:        a:  ec2400010046  locghil %r2,1
;;:       10:  07fe          br %r14
;;: function 5
;;:        0:  a75e0009      chi %r5,9
;;:        4:  b9040024      lgr %r2,%r4
;;:        8:  b9e22023      locgrh %r2,%r3
;;:        c:  07fe          br %r14
;;: function 6
;;:        0:  c23f00000002  clfi %r3,2
;;:        6:  a7a40012      jhe 0x2a
;;:        a:  ec231ebd0259  risbgnz %r2,%r3,30,61,2
;;:       10:  c01000000010  larl %r1,0x30
;;:       16:  e31210000018  agf %r1,0(%r2,%r1)
;;:       1c:  07f1          br %r1
;;:       1e:  a7290005      lghi %r2,5
;;:       22:  07fe          br %r14
;;:       24:  a7290006      lghi %r2,6
;;:       28:  07fe          br %r14
;;:       2a:  a7290007      lghi %r2,7
;;:       2e:  07fe          br %r14
;;:       30:  ffffffeeffff  .byte 0xff,0xff,0xff,0xee,0xff,0xff
;;:       36:  fff4          .byte 0xff,0xf4
