;;! stage = asm, target = riscv64, cpu = v
(module
  (func (param v128 v128) (result v128) (f32x4.div (f32x4.sqrt (local.get 0)) (f32x4.neg (local.get 1))))
  ;; The instruction would give the other operand for what is not a number.
  (func (param v128 v128) (result v128) (f64x2.min (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128) (f32x4.pmax (local.get 0) (local.get 1)))
  (func (param v128) (result v128) (f32x4.floor (local.get 0)))
  (func (param v128) (result v128) (i32x4.trunc_sat_f32x4_s (local.get 0)))
  ;; What is written by halves leaves the other half zero.
  (func (param v128) (result v128) (i32x4.trunc_sat_f64x2_u_zero (local.get 0)))
  (func (param v128) (result v128) (f64x2.convert_low_i32x4_s (local.get 0)))
  (func (param v128 v128 v128) (result v128) (f64x2.relaxed_madd (local.get 0) (local.get 1) (local.get 2))))
;;: function 0
;;:        0:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        4:  26b590d7  vfsgnjn.vv v1,v11,v11
;;:        8:  4ea01157  vfsqrt.v v2,v10
;;:        c:  82209557  vfdiv.vv v10,v2,v1
;;:       10:  00008067  jalr zero,0(ra)
;;: function 1
;;:        0:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:        4:  62a51057  vmfeq.vv v0,v10,v10
;;:        8:  5ca580d7  vmerge.vvm v1,v10,v11,v0
;;:        c:  62b59057  vmfeq.vv v0,v11,v11
;;:       10:  5cb50157  vmerge.vvm v2,v11,v10,v0
;;:       14:  12209557  vfmin.vv v10,v2,v1
;;:       18:  00008067  jalr zero,0(ra)
;;: function 2
;;:        0:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        4:  6ea59057  vmflt.vv v0,v10,v11
;;:        8:  5ca58557  vmerge.vvm v10,v10,v11,v0
;;:        c:  00008067  jalr zero,0(ra)
;;: function 3
;;:        0:  00215073  csrrwi zero,frm,2
;;:        4:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        8:  4aa090d7  vfcvt.x.f.v v1,v10
;;:        c:  00205073  csrrwi zero,frm,0
;;:       10:  4a1190d7  vfcvt.f.x.v v1,v1
;;:       14:  221510d7  vfsgnj.vv v1,v1,v10
;;:       18:  12a51157  vfmin.vv v2,v10,v10
;;:       1c:  2aa511d7  vfsgnjx.vv v3,v10,v10
;;:       20:  4b0002b7  lui t0,0x4b000
;;:       24:  6e32c057  vmslt.vx v0,v3,t0
;;:       28:  5c208557  vmerge.vvm v10,v2,v1,v0
;;:       2c:  00008067  jalr zero,0(ra)
;;: function 4
;;:        0:  0020d073  csrrwi zero,frm,1
;;:        4:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:        8:  4aa090d7  vfcvt.x.f.v v1,v10
;;:        c:  00205073  csrrwi zero,frm,0
;;:       10:  72a51057  vmfne.vv v0,v10,v10
;;:       14:  5c103557  vmerge.vim v10,v1,0,v0
;;:       18:  00008067  jalr zero,0(ra)
;;: function 5
;;:        0:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        4:  5e0030d7  vmv.v.i v1,0
;;:        8:  0020d073  csrrwi zero,frm,1
;;:        c:  c9717057  vsetivli zero,2,e32,mf2,tu,ma
;;:       10:  4aa810d7  vfncvt.xu.f.w v1,v10
;;:       14:  00205073  csrrwi zero,frm,0
;;:       18:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:       1c:  72a51057  vmfne.vv v0,v10,v10
;;:       20:  cd027057  vsetivli zero,4,e32,m1,ta,ma
;;:       24:  5c103557  vmerge.vim v10,v1,0,v0
;;:       28:  00008067  jalr zero,0(ra)
;;: function 6
;;:        0:  c9717057  vsetivli zero,2,e32,mf2,tu,ma
;;:        4:  4aa590d7  vfwcvt.f.x.v v1,v10
;;:        8:  cc087057  vsetivli zero,16,e8,m1,ta,ma
;;:        c:  9e103557  vmv1r.v v10,v1
;;:       10:  00008067  jalr zero,0(ra)
;;: function 7
;;:        0:  cd817057  vsetivli zero,2,e64,m1,ta,ma
;;:        4:  b2a59657  vfmacc.vv v12,v11,v10
;;:        8:  9ec03557  vmv1r.v v10,v12
;;:        c:  00008067  jalr zero,0(ra)
