;;! stage = asm
;; Nothing but own functions can be in the table: the call stays in the instance.
(module
  (type $t (func (param i32) (result i32)))
  (table 4 funcref)
  (func (param i32 i32) (result i32)
    (call_indirect (type $t) (local.get 1) (local.get 0))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 28                            jb 0x35
;;:        d:  8b c6                            mov eax,esi
;;:        f:  83 f8 04                         cmp eax,0x4
;;:       12:  73 26                            jae 0x3a
;;:       14:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:       18:  48 8b 04 c1                      mov rax,QWORD PTR [rcx+rax*8]
;;:       1c:  48 85 c0                         test rax,rax
;;:       1f:  74 1e                            je 0x3f
;;:       21:  8b 48 08                         mov ecx,DWORD PTR [rax+0x8]
;;:       24:  41 3b 4e 50                      cmp ecx,DWORD PTR [r14+0x50]
;;:       28:  75 1a                            jne 0x44
;;:       2a:  4c 8b 20                         mov r12,QWORD PTR [rax]
;;:       2d:  48 8b f2                         mov rsi,rdx
;;:       30:  41 ff d4                         call r12
;;:       33:  5d                               pop rbp
;;:       34:  c3                               ret
;;:       35:  e8 00 00 00 00                   call 0x3a
;;:       3a:  e8 00 00 00 00                   call 0x3f
;;:       3f:  e8 00 00 00 00                   call 0x44
;;:       44:  e8 00 00 00 00                   call 0x49
