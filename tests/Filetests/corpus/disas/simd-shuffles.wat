;;! stage = asm, cpu = avx2
(module
  (func (param v128 v128) (result v128)
    (i8x16.shuffle 0 16 1 17 2 18 3 19 4 20 5 21 6 22 7 23 (local.get 0) (local.get 1)))
  (func (param v128) (result v128)
    (i8x16.shuffle 8 9 10 11 8 9 10 11 0 1 2 3 4 5 6 7 (local.get 0) (local.get 0)))
  (func (param v128 v128) (result v128)
    (i8x16.shuffle 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128)
    (i8x16.shuffle 0 1 18 19 4 5 22 23 8 9 26 27 12 13 30 31 (local.get 0) (local.get 1)))
  (func (param v128 v128) (result v128)
    (i8x16.shuffle 4 5 6 7 0 1 2 3 28 29 30 31 16 17 18 19 (local.get 0) (local.get 1))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  c5 f9 60 c1                      vpunpcklbw xmm0,xmm0,xmm1
;;:        8:  5d                               pop rbp
;;:        9:  c3                               ret
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  c5 f9 70 c0 4a                   vpshufd xmm0,xmm0,0x4a
;;:        9:  5d                               pop rbp
;;:        a:  c3                               ret
;;: function 2
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  c4 e3 71 0f c0 05                vpalignr xmm0,xmm1,xmm0,0x5
;;:        a:  5d                               pop rbp
;;:        b:  c3                               ret
;;: function 3
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  c4 e3 79 0e c1 aa                vpblendw xmm0,xmm0,xmm1,0xaa
;;:        a:  5d                               pop rbp
;;:        b:  c3                               ret
;;: function 4
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  c5 f8 c6 c1 31                   vshufps xmm0,xmm0,xmm1,0x31
;;:        9:  5d                               pop rbp
;;:        a:  c3                               ret
