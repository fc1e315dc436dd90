;;! stage = asm, level = none
(module
  (table 2 externref)
  (func $f)
  (func (param externref i32) (result externref)
    (table.set 0 (local.get 1) (local.get 0))
    (table.get 0 (i32.const 0))
    (call $f)))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 10 00 00 00             sub rsp,0x10
;;:        b:  48 8b e5                         mov rsp,rbp
;;:        e:  5d                               pop rbp
;;:        f:  c3                               ret
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 49                            jb 0x56
;;:        d:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:       14:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       18:  89 75 f0                         mov DWORD PTR [rbp-0x10],esi
;;:       1b:  89 55 e8                         mov DWORD PTR [rbp-0x18],edx
;;:       1e:  8b 45 e8                         mov eax,DWORD PTR [rbp-0x18]
;;:       21:  49 3b 46 48                      cmp rax,QWORD PTR [r14+0x48]
;;:       25:  73 34                            jae 0x5b
;;:       27:  4d 8b 56 40                      mov r10,QWORD PTR [r14+0x40]
;;:       2b:  44 8b 5d f0                      mov r11d,DWORD PTR [rbp-0x10]
;;:       2f:  45 89 1c 82                      mov DWORD PTR [r10+rax*4],r11d
;;:       33:  b8 00 00 00 00                   mov eax,0x0
;;:       38:  49 3b 46 48                      cmp rax,QWORD PTR [r14+0x48]
;;:       3c:  73 22                            jae 0x60
;;:       3e:  4d 8b 56 40                      mov r10,QWORD PTR [r14+0x40]
;;:       42:  41 8b 04 82                      mov eax,DWORD PTR [r10+rax*4]
;;:       46:  89 45 e0                         mov DWORD PTR [rbp-0x20],eax
;;:       49:  e8 00 00 00 00                   call 0x4e
;;:       4e:  8b 45 e0                         mov eax,DWORD PTR [rbp-0x20]
;;:       51:  48 8b e5                         mov rsp,rbp
;;:       54:  5d                               pop rbp
;;:       55:  c3                               ret
;;:       56:  e8 00 00 00 00                   call 0x5b
;;:       5b:  e8 00 00 00 00                   call 0x60
;;:       60:  e8 00 00 00 00                   call 0x65
