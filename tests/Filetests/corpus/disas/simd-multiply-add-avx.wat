;;! stage = asm, cpu = avx
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
;;:        c:  c4 e2 79 18 0c 10                vbroadcastss xmm1,DWORD PTR [rax+rdx*1]
;;:       12:  c5 f0 59 4c 0a 10                vmulps xmm1,xmm1,XMMWORD PTR [rdx+rcx*1+0x10]
;;:       18:  c5 f8 58 c1                      vaddps xmm0,xmm0,xmm1
;;:       1c:  5d                               pop rbp
;;:       1d:  c3                               ret
