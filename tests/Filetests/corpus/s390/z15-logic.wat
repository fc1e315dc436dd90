;;! stage = asm, target = s390x, cpu = mie3
;; Logic with a complement, selection between registers.
(module
  (func (param i64 i64) (result i64) (i64.and (local.get 0) (i64.xor (local.get 1) (i64.const -1))))
  (func (param i32 i32) (result i32) (i32.or (i32.xor (local.get 0) (i32.const -1)) (local.get 1)))
  (func (param i64 i64 i32) (result i64) (select (local.get 0) (local.get 1) (local.get 2))))
;;: function 0
;;:        0:  b9e54023      ncgrk %r2,%r3,%r4
;;:        4:  07fe          br %r14
;;: function 1
;;:        0:  b9753024      ocrk %r2,%r4,%r3
;;:        4:  07fe          br %r14
;;: function 2
;;:        0:  a75e0000      chi %r5,0
;;:        4:  b9e34623      selgrlh %r2,%r3,%r4
;;:        8:  07fe          br %r14
