;;! stage = asm, level = none
(module
  (func (param i32) (result i32)
    (block
      (block
        (br_table 0 1 0 (local.get 0)))
      (return (i32.const 1)))
    (i32.const 2))
  (func (param i32) (result i32)
    (i32.const 6)
    (block (param i32) (result i32)
      (br_table 0 1 (local.get 0)))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 10 00 00 00             sub rsp,0x10
;;:        b:  8b de                            mov ebx,esi
;;:        d:  8b c3                            mov eax,ebx
;;:        f:  83 f8 02                         cmp eax,0x2
;;:       12:  73 10                            jae 0x24
;;:       14:  4c 8d 1d 1d 00 00 00             lea r11,[rip+0x1d]
;;:       1b:  49 63 04 83                      movsxd rax,DWORD PTR [r11+rax*4]
;;:       1f:  49 03 c3                         add rax,r11
;;:       22:  ff e0                            jmp rax
;;:       24:  b8 01 00 00 00                   mov eax,0x1
;;:       29:  48 8b e5                         mov rsp,rbp
;;:       2c:  5d                               pop rbp
;;:       2d:  c3                               ret
;;:       2e:  b8 02 00 00 00                   mov eax,0x2
;;:       33:  48 8b e5                         mov rsp,rbp
;;:       36:  5d                               pop rbp
;;:       37:  c3                               ret
;;:       38:  ec                               .byte 0xec
;;:       39:  ff                               .byte 0xff
;;:       3a:  ff                               .byte 0xff
;;:       3b:  ff                               .byte 0xff
;;:       3c:  f6                               .byte 0xf6
;;:       3d:  ff                               .byte 0xff
;;:       3e:  ff                               .byte 0xff
;;:       3f:  ff                               .byte 0xff
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:        b:  8b de                            mov ebx,esi
;;:        d:  c7 45 e8 06 00 00 00             mov DWORD PTR [rbp-0x18],0x6
;;:       14:  8b c3                            mov eax,ebx
;;:       16:  83 f8 01                         cmp eax,0x1
;;:       19:  73 10                            jae 0x2b
;;:       1b:  4c 8d 1d 1a 00 00 00             lea r11,[rip+0x1a]
;;:       22:  49 63 04 83                      movsxd rax,DWORD PTR [r11+rax*4]
;;:       26:  49 03 c3                         add rax,r11
;;:       29:  ff e0                            jmp rax
;;:       2b:  8b 45 e8                         mov eax,DWORD PTR [rbp-0x18]
;;:       2e:  48 8b e5                         mov rsp,rbp
;;:       31:  5d                               pop rbp
;;:       32:  c3                               ret
;;:       33:  8b 45 e8                         mov eax,DWORD PTR [rbp-0x18]
;;:       36:  48 8b e5                         mov rsp,rbp
;;:       39:  5d                               pop rbp
;;:       3a:  c3                               ret
;;:       3b:  90                               nop
;;:       3c:  f7 ff                            idiv edi
;;:       3e:  ff                               .byte 0xff
;;:       3f:  ff                               .byte 0xff
