;;! stage = asm, target = riscv64
(module
  (memory 1)
  ;; A vector is two integers, here and in parameters; sums of lanes keep their carries; the upper half is stored first.
  (func (param v128 v128) (result v128)
    (i16x8.add (local.get 0) (local.get 1)))
  (func (param i32 v128)
    (v128.store offset=32 (local.get 0) (v128.not (local.get 1)))))
;;: function 0
;;:        0:  00000297  auipc t0,0x0
;;:        4:  0482b283  ld t0,72(t0)
;;:        8:  0056f333  and t1,a3,t0
;;:        c:  0055f3b3  and t2,a1,t0
;;:       10:  00638333  add t1,t2,t1
;;:       14:  00000397  auipc t2,0x0
;;:       18:  03c3b383  ld t2,60(t2)
;;:       1c:  00d5c4b3  xor s1,a1,a3
;;:       20:  0074f4b3  and s1,s1,t2
;;:       24:  0064c533  xor a0,s1,t1
;;:       28:  00577333  and t1,a4,t0
;;:       2c:  005672b3  and t0,a2,t0
;;:       30:  006282b3  add t0,t0,t1
;;:       34:  00e64333  xor t1,a2,a4
;;:       38:  00737333  and t1,t1,t2
;;:       3c:  005345b3  xor a1,t1,t0
;;:       40:  00008067  jalr zero,0(ra)
;;:       44:  00000013  addi zero,zero,0
;;:       48:  7fff7fff  .word 0x7fff7fff
;;:       4c:  7fff7fff  .word 0x7fff7fff
;;:       50:  80008000  .word 0x80008000
;;:       54:  80008000  .word 0x80008000
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
;;:       24:  02f2c003  lbu zero,47(t0)
;;:       28:  0262b423  sd t1,40(t0)
;;:       2c:  fff64313  xori t1,a2,-1
;;:       30:  0262b023  sd t1,32(t0)
;;:       34:  00813083  ld ra,8(sp)
;;:       38:  00013403  ld s0,0(sp)
;;:       3c:  01010113  addi sp,sp,16
;;:       40:  00008067  jalr zero,0(ra)
