;;! stage = opt
(module
  (func (param v128 v128) (result v128) ;; andnot; the lanes of one operand
    (v128.and
      (v128.not (local.get 0))
      (i8x16.shuffle 24 25 26 27 28 29 30 31 16 17 18 19 20 21 22 23 (local.get 0) (local.get 1))))
  (func (param v128 i32) (result i32) ;; a lane put in and taken out
    (i32x4.extract_lane 2 (i32x4.replace_lane 2 (local.get 0) (local.get 1))))
  (func (result v128) (i16x8.splat (i32.const 258))))
;;: function 0
;;: function "func0" (v128, v128) -> (v128) {
;;: block0(v0: v128, v1: v128):
;;:     v5 = vshuffle.v128 0x07060504030201000f0e0d0c0b0a0908 v1 v1
;;:     v6 = vand_not.v128 v5 v0
;;:     return v6
;;: }
;;: function 1
;;: function "func1" (v128, i32) -> (i32) {
;;: block0(v0: v128, v1: i32):
;;:     return v1
;;: }
;;: function 2
;;: function "func2" () -> (v128) {
;;: block0():
;;:     v2 = v128const.v128 0x01020102010201020102010201020102
;;:     return v2
;;: }
