;;! stage = asm, target = riscv64, cpu = zba,zbb,zbs
(module
  (memory 1)
  ;; An index is extended by the addition: add.uw; rotations and counts are one instruction; so is a single bit.
  (func (param i32 i64) (result i64)
    (i64.add
      (i64.load offset=16 (i32.add (local.get 0) (i32.const 4096)))
      (i64.xor
        (i64.rotl (local.get 1) (i64.const 13))
        (i64.or (i64.clz (local.get 1)) (i64.const 0x4000000000)))))
  (func (param i64 i64) (result i64)
    (i64.and (local.get 0) (i64.xor (local.get 1) (i64.const -1)))))
;;: function 0
;;:        0:  ff010113  addi sp,sp,-16
;;:        4:  00113423  sd ra,8(sp)
;;:        8:  00813023  sd s0,0(sp)
;;:        c:  00010413  addi s0,sp,0
;;:       10:  000012b7  lui t0,0x1
;;:       14:  005582bb  addw t0,a1,t0
;;:       18:  040db303  ld t1,64(s11)
;;:       1c:  086282bb  add.uw t0,t0,t1
;;:       20:  0102b283  ld t0,16(t0)
;;:       24:  60061313  clz t1,a2
;;:       28:  2a631313  bseti t1,t1,0x26
;;:       2c:  63365393  rori t2,a2,0x33
;;:       30:  0063c333  xor t1,t2,t1
;;:       34:  00628533  add a0,t0,t1
;;:       38:  00813083  ld ra,8(sp)
;;:       3c:  00013403  ld s0,0(sp)
;;:       40:  01010113  addi sp,sp,16
;;:       44:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  40c5f533  andn a0,a1,a2
;;:        4:  00008067  jalr zero,0(ra)
