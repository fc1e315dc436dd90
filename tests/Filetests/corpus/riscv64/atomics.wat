;;! stage = asm, target = riscv64
;; The baseline has loops of exclusive accesses.
(module
  (memory 1 1 shared)
  (func (param i32 i32) (result i32) (i32.atomic.rmw.add offset=4 (local.get 0) (local.get 1)))
  (func (param i32 i32 i32) (result i32) (i32.atomic.rmw8.cmpxchg_u (local.get 0) (local.get 1) (local.get 2)))
  (func (param i32) (result i64) (i64.atomic.load (local.get 0))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  0035f293  andi t0,a1,3
;;:       14:  02029863  bne t0,zero,0x44
;;:       18:  02059293  slli t0,a1,0x20
;;:       1c:  0202d293  srli t0,t0,0x20
;;:       20:  040db303  ld t1,64(s11)
;;:       24:  00033303  ld t1,0(t1)
;;:       28:  006282b3  add t0,t0,t1
;;:       2c:  00428293  addi t0,t0,4
;;:       30:  06c2a52f  amoadd.w.aqrl a0,a2,(t0)
;;:       34:  00813083  ld ra,8(sp)
;;:       38:  00013403  ld s0,0(sp)
;;:       3c:  01010113  addi sp,sp,16
;;:       40:  00008067  jalr zero,0(ra)
;;:       44:  004000ef  jal ra,0x48
;;:       48:  0000006f  jal zero,0x48
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  02059293  slli t0,a1,0x20
;;:       14:  0202d293  srli t0,t0,0x20
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  00033303  ld t1,0(t1)
;;:       20:  006282b3  add t0,t0,t1
;;:       24:  00329313  slli t1,t0,0x3
;;:       28:  0ff00393  addi t2,zero,255
;;:       2c:  006393bb  sllw t2,t2,t1
;;:       30:  ffc2f293  andi t0,t0,-4
;;:       34:  0ff67493  andi s1,a2,255
;;:       38:  006494bb  sllw s1,s1,t1
;;:       3c:  0ff6f513  andi a0,a3,255
;;:       40:  0065153b  sllw a0,a0,t1
;;:       44:  1602a5af  lr.w.aqrl a1,(t0)
;;:       48:  0075ff33  and t5,a1,t2
;;:       4c:  009f1c63  bne t5,s1,0x64
;;:       50:  00a5cf33  xor t5,a1,a0
;;:       54:  007f7f33  and t5,t5,t2
;;:       58:  00bf4f33  xor t5,t5,a1
;;:       5c:  1fe2afaf  sc.w.aqrl t6,t5,(t0)
;;:       60:  fe0f92e3  bne t6,zero,0x44
;;:       64:  0065d2bb  srlw t0,a1,t1
;;:       68:  0ff2f513  andi a0,t0,255
;;:       6c:  00813083  ld ra,8(sp)
;;:       70:  00013403  ld s0,0(sp)
;;:       74:  01010113  addi sp,sp,16
;;:       78:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  0075f293  andi t0,a1,7
;;:       14:  02029a63  bne t0,zero,0x48
;;:       18:  02059293  slli t0,a1,0x20
;;:       1c:  0202d293  srli t0,t0,0x20
;;:       20:  040db303  ld t1,64(s11)
;;:       24:  00033303  ld t1,0(t1)
;;:       28:  006282b3  add t0,t0,t1
;;:       2c:  0330000f  fence rw,rw
;;:       30:  0002b503  ld a0,0(t0)
;;:       34:  0230000f  fence r,rw
;;:       38:  00813083  ld ra,8(sp)
;;:       3c:  00013403  ld s0,0(sp)
;;:       40:  01010113  addi sp,sp,16
;;:       44:  00008067  jalr zero,0(ra)
;;:       48:  004000ef  jal ra,0x4c
;;:       4c:  0000006f  jal zero,0x4c
