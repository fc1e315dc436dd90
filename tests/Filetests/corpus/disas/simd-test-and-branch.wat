;;! stage = asm
(module
  (func (param v128 v128) (result i32)
    (if (result i32) (i8x16.all_true (i8x16.eq (local.get 0) (local.get 1)))
      (then (i32.const 7)) (else (i32.const 9)))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  66 0f 74 c1                      pcmpeqb xmm0,xmm1
;;:        8:  b8 07 00 00 00                   mov eax,0x7
;;:        d:  b9 09 00 00 00                   mov ecx,0x9
;;:       12:  66 0f 76 c9                      pcmpeqd xmm1,xmm1
;;:       16:  66 0f 38 17 c1                   ptest xmm0,xmm1
;;:       1b:  0f 42 c8                         cmovb ecx,eax
;;:       1e:  48 8b c1                         mov rax,rcx
;;:       21:  5d                               pop rbp
;;:       22:  c3                               ret
