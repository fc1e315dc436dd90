;;! stage = asm, level = none
(module
  (func $f (param i32 f64 i64) (result i32) (i32.const 7))
  (func (param i32) (result i32)
    (i32.add
      (i32.mul (local.get 0) (local.get 0))
      (call $f (i32.sub (local.get 0) (i32.const 1)) (f64.const 0.5) (i64.const 9)))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:        b:  89 75 f0                         mov DWORD PTR [rbp-0x10],esi
;;:        e:  f2 0f 11 45 e8                   movsd QWORD PTR [rbp-0x18],xmm0
;;:       13:  48 89 55 e0                      mov QWORD PTR [rbp-0x20],rdx
;;:       17:  b8 07 00 00 00                   mov eax,0x7
;;:       1c:  48 8b e5                         mov rsp,rbp
;;:       1f:  5d                               pop rbp
;;:       20:  c3                               ret
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 3e                            jb 0x4b
;;:        d:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:       14:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       18:  89 75 f0                         mov DWORD PTR [rbp-0x10],esi
;;:       1b:  8b de                            mov ebx,esi
;;:       1d:  8b c3                            mov eax,ebx
;;:       1f:  0f af c3                         imul eax,ebx
;;:       22:  8b cb                            mov ecx,ebx
;;:       24:  83 e9 01                         sub ecx,0x1
;;:       27:  89 45 e8                         mov DWORD PTR [rbp-0x18],eax
;;:       2a:  8b f1                            mov esi,ecx
;;:       2c:  f2 0f 10 05 1c 00 00 00          movsd xmm0,QWORD PTR [rip+0x1c]
;;:       34:  ba 09 00 00 00                   mov edx,0x9
;;:       39:  e8 00 00 00 00                   call 0x3e
;;:       3e:  8b c0                            mov eax,eax
;;:       40:  8b 5d f0                         mov ebx,DWORD PTR [rbp-0x10]
;;:       43:  03 45 e8                         add eax,DWORD PTR [rbp-0x18]
;;:       46:  48 8b e5                         mov rsp,rbp
;;:       49:  5d                               pop rbp
;;:       4a:  c3                               ret
;;:       4b:  e8 00 00 00 00                   call 0x50
;;:       50:  00 00                            add BYTE PTR [rax],al
;;:       52:  00 00                            add BYTE PTR [rax],al
;;:       54:  00 00                            add BYTE PTR [rax],al
;;:       56:  e0                               .byte 0xe0
;;:       57:  3f                               .byte 0x3f
