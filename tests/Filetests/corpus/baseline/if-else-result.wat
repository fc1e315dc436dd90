;;! stage = asm, level = none
(module
  (func (param f64 f64) (result f64)
    (if (result f64) (i32.eqz (f64.lt (local.get 0) (local.get 1)))
      (then (local.get 0))
      (else (f64.min (local.get 0) (local.get 1))))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:        b:  44 0f 28 c0                      movaps xmm8,xmm0
;;:        f:  44 0f 28 c9                      movaps xmm9,xmm1
;;:       13:  66 45 0f 2e c8                   ucomisd xmm9,xmm8
;;:       18:  77 08                            ja 0x22
;;:       1a:  f2 44 0f 11 45 e0                movsd QWORD PTR [rbp-0x20],xmm8
;;:       20:  eb 15                            jmp 0x37
;;:       22:  41 0f 28 c0                      movaps xmm0,xmm8
;;:       26:  66 41 0f 2e c1                   ucomisd xmm0,xmm9
;;:       2b:  74 14                            je 0x41
;;:       2d:  f2 41 0f 5d c1                   minsd xmm0,xmm9
;;:       32:  f2 0f 11 45 e0                   movsd QWORD PTR [rbp-0x20],xmm0
;;:       37:  f2 0f 10 45 e0                   movsd xmm0,QWORD PTR [rbp-0x20]
;;:       3c:  48 8b e5                         mov rsp,rbp
;;:       3f:  5d                               pop rbp
;;:       40:  c3                               ret
;;:       41:  7a 06                            jp 0x49
;;:       43:  41 0f 56 c1                      orps xmm0,xmm9
;;:       47:  eb e9                            jmp 0x32
;;:       49:  f2 41 0f 58 c1                   addsd xmm0,xmm9
;;:       4e:  eb e2                            jmp 0x32
