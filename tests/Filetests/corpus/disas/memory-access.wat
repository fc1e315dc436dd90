;;! stage = asm
(module
  (memory 1)
  (func (param i32 i32) (result i32)
    (i32.store offset=16 (local.get 0) (local.get 1))
    (i32.load offset=20 (i32.add (local.get 0) (i32.const 4)))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:        a:  89 54 08 10                      mov DWORD PTR [rax+rcx*1+0x10],edx
;;:        e:  8b 44 08 18                      mov eax,DWORD PTR [rax+rcx*1+0x18]
;;:       12:  5d                               pop rbp
;;:       13:  c3                               ret
