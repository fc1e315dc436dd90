;;! stage = asm, target = riscv64
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
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  008dbf83  ld t6,8(s11)
;;:       14:  000fbf83  ld t6,0(t6)
;;:       18:  03f16263  bltu sp,t6,0x3c
;;:       1c:  008db283  ld t0,8(s11)
;;:       20:  0782b303  ld t1,120(t0)
;;:       24:  00700393  addi t2,zero,7
;;:       28:  00732023  sw t2,0(t1)
;;:       2c:  060db303  ld t1,96(s11)
;;:       30:  0662b823  sd t1,112(t0)
;;:       34:  000000ef  jal ra,0x34
;;:       38:  0080006f  jal zero,0x40
;;:       3c:  008000ef  jal ra,0x44
;;:       40:  004000ef  jal ra,0x44
;;:       44:  0000006f  jal zero,0x44
;;: function 1
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  008dbf83  ld t6,8(s11)
;;:       14:  000fbf83  ld t6,0(t6)
;;:       18:  0bf16663  bltu sp,t6,0xc4
;;:       1c:  fe010113  addi sp,sp,-32
;;:       20:  00058293  addi t0,a1,0
;;:       24:  008db303  ld t1,8(s11)
;;:       28:  fe643823  sd t1,-16(s0)
;;:       2c:  04036383  lwu t2,64(t1)
;;:       30:  04832483  lw s1,72(t1)
;;:       34:  0003851b  addiw a0,t2,0
;;:       38:  0185051b  addiw a0,a0,24
;;:       3c:  040da583  lw a1,64(s11)
;;:       40:  06a4e063  bltu s1,a0,0xa0
;;:       44:  04a32023  sw a0,64(t1)
;;:       48:  05033483  ld s1,80(t1)
;;:       4c:  007484b3  add s1,s1,t2
;;:       50:  00b4a023  sw a1,0(s1)
;;:       54:  00028593  addi a1,t0,0
;;:       58:  00038293  addi t0,t2,0
;;:       5c:  fe543c23  sd t0,-8(s0)
;;:       60:  05033383  ld t2,80(t1)
;;:       64:  005383b3  add t2,t2,t0
;;:       68:  00b3a423  sw a1,8(t2)
;;:       6c:  00500493  addi s1,zero,5
;;:       70:  0093b823  sd s1,16(t2)
;;:       74:  000000ef  jal ra,0x74
;;:       78:  ff043303  ld t1,-16(s0)
;;:       7c:  05033283  ld t0,80(t1)
;;:       80:  ff843383  ld t2,-8(s0)
;;:       84:  007282b3  add t0,t0,t2
;;:       88:  0082a503  lw a0,8(t0)
;;:       8c:  00040113  addi sp,s0,0
;;:       90:  00813083  ld ra,8(sp)
;;:       94:  00013403  ld s0,0(sp)
;;:       98:  01010113  addi sp,sp,16
;;:       9c:  00008067  jalr zero,0(ra)
;;:       a0:  02059393  slli t2,a1,0x20
;;:       a4:  0203d593  srli a1,t2,0x20
;;:       a8:  01800613  addi a2,zero,24
;;:       ac:  fe543423  sd t0,-24(s0)
;;:       b0:  000000ef  jal ra,0xb0
;;:       b4:  ff043303  ld t1,-16(s0)
;;:       b8:  00050293  addi t0,a0,0
;;:       bc:  fe843583  ld a1,-24(s0)
;;:       c0:  f9dff06f  jal zero,0x5c
;;:       c4:  004000ef  jal ra,0xc8
;;:       c8:  0000006f  jal zero,0xc8
;;: function 2
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  008dbf83  ld t6,8(s11)
;;:       14:  000fbf83  ld t6,0(t6)
;;:       18:  05f16c63  bltu sp,t6,0x70
;;:       1c:  ff010113  addi sp,sp,-16
;;:       20:  ffb43c23  sd s11,-8(s0)
;;:       24:  000000ef  jal ra,0x24
;;:       28:  00100293  addi t0,zero,1
;;:       2c:  00028513  addi a0,t0,0
;;:       30:  00040113  addi sp,s0,0
;;:       34:  00813083  ld ra,8(sp)
;;:       38:  00013403  ld s0,0(sp)
;;:       3c:  01010113  addi sp,sp,16
;;:       40:  00008067  jalr zero,0(ra)
;;:       44:  ff040113  addi sp,s0,-16
;;:       48:  008db283  ld t0,8(s11)
;;:       4c:  0702b303  ld t1,112(t0)
;;:       50:  060db383  ld t2,96(s11)
;;:       54:  00731a63  bne t1,t2,0x68
;;:       58:  0782b283  ld t0,120(t0)
;;:       5c:  0002a283  lw t0,0(t0)
;;:       60:  00028513  addi a0,t0,0
;;:       64:  fcdff06f  jal zero,0x30
;;:       68:  000000ef  jal ra,0x68
;;:       6c:  0080006f  jal zero,0x74
;;:       70:  008000ef  jal ra,0x78
;;:       74:  004000ef  jal ra,0x78
;;:       78:  0000006f  jal zero,0x78
