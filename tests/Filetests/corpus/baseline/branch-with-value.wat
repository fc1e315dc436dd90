;;! stage = asm, level = none
(module
  (func (param i32) (result i32)
    (block (result i32)
      (i32.const 10)
      (i32.const 20)
      (br_if 0 (i32.lt_u (local.get 0) (i32.const 5)))
      (drop))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:        b:  8b de                            mov ebx,esi
;;:        d:  83 fb 05                         cmp ebx,0x5
;;:       10:  73 09                            jae 0x1b
;;:       12:  c7 45 e8 14 00 00 00             mov DWORD PTR [rbp-0x18],0x14
;;:       19:  eb 07                            jmp 0x22
;;:       1b:  c7 45 e8 0a 00 00 00             mov DWORD PTR [rbp-0x18],0xa
;;:       22:  8b 45 e8                         mov eax,DWORD PTR [rbp-0x18]
;;:       25:  48 8b e5                         mov rsp,rbp
;;:       28:  5d                               pop rbp
;;:       29:  c3                               ret
