;;! stage = asm, target = riscv64
(module
  (memory 1)
  ;; A vector is two integers, here and in parameters; sums of lanes keep their carries; the upper half is stored first.
  (func (param v128 v128) (result v128)
    (i16x8.add (local.get 0) (local.get 1)))
  (func (param i32 v128)
    (v128.store offset=32 (local.get 0) (v128.not (local.get 1)))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  00000297  auipc t0,0x0
;;:       14:  0702b283  ld t0,112(t0)
;;:       18:  0056f2b3  and t0,a3,t0
;;:       1c:  00000317  auipc t1,0x0
;;:       20:  06433303  ld t1,100(t1)
;;:       24:  0065f333  and t1,a1,t1
;;:       28:  005302b3  add t0,t1,t0
;;:       2c:  00d5c333  xor t1,a1,a3
;;:       30:  00000397  auipc t2,0x0
;;:       34:  0583b383  ld t2,88(t2)
;;:       38:  00737333  and t1,t1,t2
;;:       3c:  00534533  xor a0,t1,t0
;;:       40:  00000297  auipc t0,0x0
;;:       44:  0402b283  ld t0,64(t0)
;;:       48:  005772b3  and t0,a4,t0
;;:       4c:  00000317  auipc t1,0x0
;;:       50:  03433303  ld t1,52(t1)
;;:       54:  00667333  and t1,a2,t1
;;:       58:  005302b3  add t0,t1,t0
;;:       5c:  00e64333  xor t1,a2,a4
;;:       60:  00000397  auipc t2,0x0
;;:       64:  0283b383  ld t2,40(t2)
;;:       68:  00737333  and t1,t1,t2
;;:       6c:  005345b3  xor a1,t1,t0
;;:       70:  00813083  ld ra,8(sp)
;;:       74:  00013403  ld s0,0(sp)
;;:       78:  01010113  addi sp,sp,16
;;:       7c:  00008067  jalr zero,0(ra)
;;:       80:  7fff7fff  .word 0x7fff7fff
;;:       84:  7fff7fff  .word 0x7fff7fff
;;:       88:  80008000  .word 0x80008000
;;:       8c:  80008000  .word 0x80008000
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  040db283  ld t0,64(s11)
;;:       14:  02059313  slli t1,a1,0x20
;;:       18:  02035313  srli t1,t1,0x20
;;:       1c:  006282b3  add t0,t0,t1
;;:       20:  fff6c313  xori t1,a3,-1
;;:       24:  0262b423  sd t1,40(t0)
;;:       28:  fff64313  xori t1,a2,-1
;;:       2c:  0262b023  sd t1,32(t0)
;;:       30:  00813083  ld ra,8(sp)
;;:       34:  00013403  ld s0,0(sp)
;;:       38:  01010113  addi sp,sp,16
;;:       3c:  00008067  jalr zero,0(ra)
