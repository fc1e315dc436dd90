;;! stage = asm
(module
  (func (param i32) (result i32)
    (i32.div_u (local.get 0) (i32.const 10))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  b9 cd cc cc cc                   mov ecx,0xcccccccd
;;:        b:  48 0f af c1                      imul rax,rcx
;;:        f:  48 c1 e8 23                      shr rax,0x23
;;:       13:  5d                               pop rbp
;;:       14:  c3                               ret
