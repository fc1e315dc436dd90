;;! stage = asm, cpu = fma
(module
  (memory 1)
  (func (param i32 v128 v128) (result v128)
    (f64x2.relaxed_madd (v128.load (local.get 0)) (local.get 1) (local.get 2))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:        a:  c4 e2 f9 b8 0c 08                vfmadd231pd xmm1,xmm0,XMMWORD PTR [rax+rcx*1]
;;:       10:  c5 f8 28 c1                      vmovaps xmm0,xmm1
;;:       14:  5d                               pop rbp
;;:       15:  c3                               ret
