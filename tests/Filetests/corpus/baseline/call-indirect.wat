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
;;:        b:  72 4e                            jb 0x5b
;;:        d:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:       14:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       18:  89 75 f0                         mov DWORD PTR [rbp-0x10],esi
;;:       1b:  89 55 e8                         mov DWORD PTR [rbp-0x18],edx
;;:       1e:  8b 45 f0                         mov eax,DWORD PTR [rbp-0x10]
;;:       21:  49 3b 46 48                      cmp rax,QWORD PTR [r14+0x48]
;;:       25:  73 39                            jae 0x60
;;:       27:  4d 8b 56 40                      mov r10,QWORD PTR [r14+0x40]
;;:       2b:  49 8b 04 c2                      mov rax,QWORD PTR [r10+rax*8]
;;:       2f:  48 85 c0                         test rax,rax
;;:       32:  74 31                            je 0x65
;;:       34:  8b 48 08                         mov ecx,DWORD PTR [rax+0x8]
;;:       37:  41 3b 4e 50                      cmp ecx,DWORD PTR [r14+0x50]
;;:       3b:  75 2d                            jne 0x6a
;;:       3d:  4c 8b d8                         mov r11,rax
;;:       40:  8b 75 e8                         mov esi,DWORD PTR [rbp-0x18]
;;:       43:  4d 8b d6                         mov r10,r14
;;:       46:  4d 8b 73 10                      mov r14,QWORD PTR [r11+0x10]
;;:       4a:  4d 8b 1b                         mov r11,QWORD PTR [r11]
;;:       4d:  41 ff d3                         call r11
;;:       50:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       54:  8b c0                            mov eax,eax
;;:       56:  48 8b e5                         mov rsp,rbp
;;:       59:  5d                               pop rbp
;;:       5a:  c3                               ret
;;:       5b:  e8 00 00 00 00                   call 0x60
;;:       60:  e8 00 00 00 00                   call 0x65
;;:       65:  e8 00 00 00 00                   call 0x6a
;;:       6a:  e8 00 00 00 00                   call 0x6f
