;;! stage = asm, level = none
(module
  (type $t (func (param i32) (result i32)))
  (table 4 8 funcref)
  (func (param i32 i32) (result i32)
    (call_indirect (type $t) (local.get 1) (local.get 0))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 49                            jb 0x56
;;:        d:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:       14:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       18:  89 75 f0                         mov DWORD PTR [rbp-0x10],esi
;;:       1b:  89 55 e8                         mov DWORD PTR [rbp-0x18],edx
;;:       1e:  8b 45 f0                         mov eax,DWORD PTR [rbp-0x10]
;;:       21:  49 3b 46 48                      cmp rax,QWORD PTR [r14+0x48]
;;:       25:  73 30                            jae 0x57
;;:       27:  4d 8b 56 40                      mov r10,QWORD PTR [r14+0x40]
;;:       2b:  49 8b 04 c2                      mov rax,QWORD PTR [r10+rax*8]
;;:       2f:  8b 48 08                         mov ecx,DWORD PTR [rax+0x8]
;;:       32:  41 3b 4e 50                      cmp ecx,DWORD PTR [r14+0x50]
;;:       36:  75 20                            jne 0x58
;;:       38:  4c 8b d8                         mov r11,rax
;;:       3b:  8b 75 e8                         mov esi,DWORD PTR [rbp-0x18]
;;:       3e:  4d 8b d6                         mov r10,r14
;;:       41:  4d 8b 73 10                      mov r14,QWORD PTR [r11+0x10]
;;:       45:  4d 8b 1b                         mov r11,QWORD PTR [r11]
;;:       48:  41 ff d3                         call r11
;;:       4b:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       4f:  8b c0                            mov eax,eax
;;:       51:  48 8b e5                         mov rsp,rbp
;;:       54:  5d                               pop rbp
;;:       55:  c3                               ret
;;:       56:  f4                               hlt
;;:       57:  f4                               hlt
;;:       58:  f4                               hlt
