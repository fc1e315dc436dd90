;;! stage = asm
;; Others may put functions of theirs into the table: the call switches to the callee's instance and back.
(module
  (type $t (func (param i32) (result i32)))
  (table (export "table") 4 funcref)
  (func (param i32 i32) (result i32)
    (call_indirect (type $t) (local.get 1) (local.get 0))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 42                            jb 0x4f
;;:        d:  48 83 ec 10                      sub rsp,0x10
;;:       11:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       15:  8b c6                            mov eax,esi
;;:       17:  49 3b 46 48                      cmp rax,QWORD PTR [r14+0x48]
;;:       1b:  73 37                            jae 0x54
;;:       1d:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:       21:  48 8b 04 c1                      mov rax,QWORD PTR [rcx+rax*8]
;;:       25:  48 85 c0                         test rax,rax
;;:       28:  74 2f                            je 0x59
;;:       2a:  8b 48 08                         mov ecx,DWORD PTR [rax+0x8]
;;:       2d:  41 3b 4e 50                      cmp ecx,DWORD PTR [r14+0x50]
;;:       31:  75 2b                            jne 0x5e
;;:       33:  4c 8b 20                         mov r12,QWORD PTR [rax]
;;:       36:  4c 8b 58 10                      mov r11,QWORD PTR [rax+0x10]
;;:       3a:  48 8b f2                         mov rsi,rdx
;;:       3d:  4d 8b d6                         mov r10,r14
;;:       40:  4d 8b f3                         mov r14,r11
;;:       43:  41 ff d4                         call r12
;;:       46:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       4a:  48 8b e5                         mov rsp,rbp
;;:       4d:  5d                               pop rbp
;;:       4e:  c3                               ret
;;:       4f:  e8 00 00 00 00                   call 0x54
;;:       54:  e8 00 00 00 00                   call 0x59
;;:       59:  e8 00 00 00 00                   call 0x5e
;;:       5e:  e8 00 00 00 00                   call 0x63
