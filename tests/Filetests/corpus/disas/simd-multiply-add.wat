;;! stage = asm
(module
  (memory 1)
  (func (param i32 i32 v128) (result v128)
    (f32x4.add
      (local.get 2)
      (f32x4.mul (v128.load32_splat (local.get 0)) (v128.load offset=16 (local.get 1))))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  8b ca                            mov ecx,edx
;;:        8:  49 8b 56 40                      mov rdx,QWORD PTR [r14+0x40]
;;:        c:  0f 10 4c 0a 10                   movups xmm1,XMMWORD PTR [rdx+rcx*1+0x10]
;;:       11:  f3 0f 10 14 10                   movss xmm2,DWORD PTR [rax+rdx*1]
;;:       16:  66 0f 70 d2 00                   pshufd xmm2,xmm2,0x0
;;:       1b:  0f 59 d1                         mulps xmm2,xmm1
;;:       1e:  0f 58 c2                         addps xmm0,xmm2
;;:       21:  5d                               pop rbp
;;:       22:  c3                               ret
