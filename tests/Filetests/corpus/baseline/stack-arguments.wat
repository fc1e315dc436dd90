;;! stage = asm, level = none
(module
  (func $many (param i32 i32 i32 i32 i32 i32 i32 i32 i32 i64) (result i64)
    (i64.add (i64.extend_i32_u (local.get 8)) (local.get 9)))
  (func (param i32) (result i64)
    (call $many (local.get 0) (i32.const 1) (i32.const 2) (i32.const 3) (i32.const 4) (i32.const 5) (i32.const 6) (i32.const 7) (local.get 0) (i64.const 9))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 60 00 00 00             sub rsp,0x60
;;:        b:  89 75 f0                         mov DWORD PTR [rbp-0x10],esi
;;:        e:  89 55 e8                         mov DWORD PTR [rbp-0x18],edx
;;:       11:  89 4d e0                         mov DWORD PTR [rbp-0x20],ecx
;;:       14:  44 89 45 d8                      mov DWORD PTR [rbp-0x28],r8d
;;:       18:  44 89 4d d0                      mov DWORD PTR [rbp-0x30],r9d
;;:       1c:  89 7d c8                         mov DWORD PTR [rbp-0x38],edi
;;:       1f:  89 45 c0                         mov DWORD PTR [rbp-0x40],eax
;;:       22:  89 5d b8                         mov DWORD PTR [rbp-0x48],ebx
;;:       25:  8b 5d 10                         mov ebx,DWORD PTR [rbp+0x10]
;;:       28:  4c 8b 65 18                      mov r12,QWORD PTR [rbp+0x18]
;;:       2c:  8b c3                            mov eax,ebx
;;:       2e:  49 03 c4                         add rax,r12
;;:       31:  48 8b e5                         mov rsp,rbp
;;:       34:  5d                               pop rbp
;;:       35:  c2 10 00                         ret 0x10
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 55                            jb 0x62
;;:        d:  48 81 ec 10 00 00 00             sub rsp,0x10
;;:       14:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       18:  89 75 f0                         mov DWORD PTR [rbp-0x10],esi
;;:       1b:  48 83 ec 10                      sub rsp,0x10
;;:       1f:  44 8b 5d f0                      mov r11d,DWORD PTR [rbp-0x10]
;;:       23:  44 89 1c 24                      mov DWORD PTR [rsp],r11d
;;:       27:  48 c7 44 24 08 09 00 00 00       mov QWORD PTR [rsp+0x8],0x9
;;:       30:  8b 75 f0                         mov esi,DWORD PTR [rbp-0x10]
;;:       33:  ba 01 00 00 00                   mov edx,0x1
;;:       38:  b9 02 00 00 00                   mov ecx,0x2
;;:       3d:  41 b8 03 00 00 00                mov r8d,0x3
;;:       43:  41 b9 04 00 00 00                mov r9d,0x4
;;:       49:  bf 05 00 00 00                   mov edi,0x5
;;:       4e:  b8 06 00 00 00                   mov eax,0x6
;;:       53:  bb 07 00 00 00                   mov ebx,0x7
;;:       58:  e8 00 00 00 00                   call 0x5d
;;:       5d:  48 8b e5                         mov rsp,rbp
;;:       60:  5d                               pop rbp
;;:       61:  c3                               ret
;;:       62:  e8 00 00 00 00                   call 0x67
