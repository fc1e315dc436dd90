;;! stage = asm
(module
  (type $pair (struct (field i32) (field (mut (ref null $pair)))))
  (func (param (ref null $pair)) (result (ref null $pair))
    (struct.set $pair 1
      (local.get 0)
      (struct.new $pair (i32.const 5) (struct.get $pair 1 (local.get 0))))
    (local.get 0)))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 6c                            jb 0x79
;;:        d:  48 83 ec 20                      sub rsp,0x20
;;:       11:  48 8b c6                         mov rax,rsi
;;:       14:  49 8b 4e 08                      mov rcx,QWORD PTR [r14+0x8]
;;:       18:  48 8b 51 50                      mov rdx,QWORD PTR [rcx+0x50]
;;:       1c:  8b 7c 02 0c                      mov edi,DWORD PTR [rdx+rax*1+0xc]
;;:       20:  8b 71 40                         mov esi,DWORD PTR [rcx+0x40]
;;:       23:  8d 5e 10                         lea ebx,[rsi+0x10]
;;:       26:  45 8b 46 40                      mov r8d,DWORD PTR [r14+0x40]
;;:       2a:  3b 59 48                         cmp ebx,DWORD PTR [rcx+0x48]
;;:       2d:  77 20                            ja 0x4f
;;:       2f:  89 59 40                         mov DWORD PTR [rcx+0x40],ebx
;;:       32:  44 89 04 32                      mov DWORD PTR [rdx+rsi*1],r8d
;;:       36:  48 8b 49 50                      mov rcx,QWORD PTR [rcx+0x50]
;;:       3a:  c7 44 31 08 05 00 00 00          mov DWORD PTR [rcx+rsi*1+0x8],0x5
;;:       42:  89 7c 31 0c                      mov DWORD PTR [rcx+rsi*1+0xc],edi
;;:       46:  89 74 01 0c                      mov DWORD PTR [rcx+rax*1+0xc],esi
;;:       4a:  48 8b e5                         mov rsp,rbp
;;:       4d:  5d                               pop rbp
;;:       4e:  c3                               ret
;;:       4f:  ba 10 00 00 00                   mov edx,0x10
;;:       54:  48 89 45 e8                      mov QWORD PTR [rbp-0x18],rax
;;:       58:  48 89 4d f0                      mov QWORD PTR [rbp-0x10],rcx
;;:       5c:  48 89 7d f8                      mov QWORD PTR [rbp-0x8],rdi
;;:       60:  49 8b f0                         mov rsi,r8
;;:       63:  e8 00 00 00 00                   call 0x68
;;:       68:  48 8b 4d f0                      mov rcx,QWORD PTR [rbp-0x10]
;;:       6c:  48 8b f0                         mov rsi,rax
;;:       6f:  48 8b 45 e8                      mov rax,QWORD PTR [rbp-0x18]
;;:       73:  48 8b 7d f8                      mov rdi,QWORD PTR [rbp-0x8]
;;:       77:  eb bd                            jmp 0x36
;;:       79:  e8 00 00 00 00                   call 0x7e
