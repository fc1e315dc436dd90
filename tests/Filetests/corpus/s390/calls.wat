;;! stage = asm, target = s390x
;; Arguments in registers and in an area that the callee pops; an import; a call through a table; a tail call with another area.
;; A branch table keeps $callee from being inlined.
(module
  (type $nine (func (param i64 i64 i64 i64 i64 i64 i64 i64 i64 i64) (result i64)))
  (import "m" "f" (func $import (param i32) (result i32)))
  (table 4 funcref)
  (func $callee (type $nine) (block (br_table 0 0 (i32.wrap_i64 (local.get 0)))) (i64.add (local.get 8) (local.get 9)))
  (func (result i64)
    (call $callee (i64.const 1) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8) (i64.const 9) (i64.const 10)))
  (func (param i32) (result i32) (i32.add (call $import (local.get 0)) (local.get 0)))
  (func (param i32) (result i32) (call_indirect (param i32) (result i32) (local.get 0) (local.get 0)))
  (func (param i64) (result i64)
    (return_call $callee (local.get 0) (i64.const 2) (i64.const 3) (i64.const 4) (i64.const 5) (i64.const 6) (i64.const 7) (i64.const 8) (i64.const 9) (i64.const 10))))
;;: function 1
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e320b020000f  lrvg %r2,32(%r11)
;;:       1c:  e330b028000f  lrvg %r3,40(%r11)
;;:       22:  b9e83022      agrk %r2,%r2,%r3
;;:       26:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       2c:  41f0f010      la %r15,16(%r15)
;;:       30:  41f0f020      la %r15,32(%r15)
;;:       34:  07fe          br %r14
;;: function 2
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  ecf100324065  clgrjl %r15,%r1,0x86
;;:       28:  a7390001      lghi %r3,1
;;:       2c:  a7490002      lghi %r4,2
;;:       30:  a7590003      lghi %r5,3
;;:       34:  a7690004      lghi %r6,4
;;:       38:  a7790005      lghi %r7,5
;;:       3c:  a7290006      lghi %r2,6
;;:       40:  a7890007      lghi %r8,7
;;:       44:  a7990008      lghi %r9,8
;;:       48:  a7c90009      lghi %r12,9
;;:       4c:  a7d9000a      lghi %r13,10
;;:       50:  e3f0ffe0ff71  lay %r15,-32(%r15)
;;:       56:  e380f000002f  strvg %r8,0(%r15)
;;:       5c:  e390f008002f  strvg %r9,8(%r15)
;;:       62:  e3c0f010002f  strvg %r12,16(%r15)
;;:       68:  e3d0f018002f  strvg %r13,24(%r15)
;;:       6e:  c0e500000000  brasl %r14,0x6e
;;:       74:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       7a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       80:  41f0f010      la %r15,16(%r15)
;;:       84:  07fe          br %r14
;;:       86:  c0e500000000  brasl %r14,0x86
;;: function 3
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  ecf1002f4065  clgrjl %r15,%r1,0x80
;;:       28:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:       2e:  e3a0bff8ff2f  strvg %r10,-8(%r11)
;;:       34:  b9040023      lgr %r2,%r3
;;:       38:  e330bff0ff24  stg %r3,-16(%r11)
;;:       3e:  e3d0a050000f  lrvg %r13,80(%r10)
;;:       44:  e3c0a058000f  lrvg %r12,88(%r10)
;;:       4a:  e330bff0ff04  lg %r3,-16(%r11)
;;:       50:  b904000a      lgr %r0,%r10
;;:       54:  b90400ac      lgr %r10,%r12
;;:       58:  0ded          basr %r14,%r13
;;:       5a:  e3a0bff8ff0f  lrvg %r10,-8(%r11)
;;:       60:  e330bff0ff04  lg %r3,-16(%r11)
;;:       66:  b9f82023      ark %r2,%r3,%r2
;;:       6a:  b90400fb      lgr %r15,%r11
;;:       6e:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       74:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       7a:  41f0f010      la %r15,16(%r15)
;;:       7e:  07fe          br %r14
;;:       80:  c0e500000000  brasl %r14,0x80
;;: function 4
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  e310a008000f  lrvg %r1,8(%r10)
;;:       1c:  e3101000000f  lrvg %r1,0(%r1)
;;:       22:  ecf1002a4065  clgrjl %r15,%r1,0x76
;;:       28:  b9160033      llgfr %r3,%r3
;;:       2c:  ec3a0028047f  clijhe %r3,4,0x7c
;;:       32:  eb230003000d  sllg %r2,%r3,3
;;:       38:  e340a040000f  lrvg %r4,64(%r10)
;;:       3e:  e3242000000f  lrvg %r2,0(%r4,%r2)
;;:       44:  ec28001f007c  cgije %r2,0,0x82
;;:       4a:  e3402008001e  lrv %r4,8(%r2)
;;:       50:  e350a06c001e  lrv %r5,108(%r10)
;;:       56:  ec4500196076  crjlh %r4,%r5,0x88
;;:       5c:  e3d02000000f  lrvg %r13,0(%r2)
;;:       62:  0ded          basr %r14,%r13
;;:       64:  e3e0f008000f  lrvg %r14,8(%r15)
;;:       6a:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       70:  41f0f010      la %r15,16(%r15)
;;:       74:  07fe          br %r14
;;:       76:  c0e500000000  brasl %r14,0x76
;;:       7c:  c0e500000000  brasl %r14,0x7c
;;:       82:  c0e500000000  brasl %r14,0x82
;;:       88:  c0e500000000  brasl %r14,0x88
;;: function 5
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  a7490002      lghi %r4,2
;;:       1a:  a7590003      lghi %r5,3
;;:       1e:  a7690004      lghi %r6,4
;;:       22:  a7790005      lghi %r7,5
;;:       26:  a7290006      lghi %r2,6
;;:       2a:  a7890007      lghi %r8,7
;;:       2e:  a7990008      lghi %r9,8
;;:       32:  a7c90009      lghi %r12,9
;;:       36:  a7d9000a      lghi %r13,10
;;:       3a:  e3f0ffe0ff71  lay %r15,-32(%r15)
;;:       40:  e380f000002f  strvg %r8,0(%r15)
;;:       46:  e390f008002f  strvg %r9,8(%r15)
;;:       4c:  e3c0f010002f  strvg %r12,16(%r15)
;;:       52:  e3d0f018002f  strvg %r13,24(%r15)
;;:       58:  e310bff0ff71  lay %r1,-16(%r11)
;;:       5e:  e3e0b008000f  lrvg %r14,8(%r11)
;;:       64:  e3b0b000000f  lrvg %r11,0(%r11)
;;:       6a:  edf0f0180065  ldy %f15,24(%r15)
;;:       70:  edf010180067  stdy %f15,24(%r1)
;;:       76:  edf0f0100065  ldy %f15,16(%r15)
;;:       7c:  edf010100067  stdy %f15,16(%r1)
;;:       82:  edf0f0080065  ldy %f15,8(%r15)
;;:       88:  edf010080067  stdy %f15,8(%r1)
;;:       8e:  edf0f0000065  ldy %f15,0(%r15)
;;:       94:  edf010000067  stdy %f15,0(%r1)
;;:       9a:  b90400f1      lgr %r15,%r1
;;:       9e:  c0f400000000  jg 0x9e
