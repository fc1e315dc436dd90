;;! stage = asm
(module
  (memory 1 1 shared)
  (func (param i32 i32) (result i32)
    (drop (i32.atomic.rmw.add (local.get 0) (local.get 1)))
    (drop (i32.atomic.rmw16.or_u (local.get 0) (i32.const 5)))
    (i32.atomic.store8 (local.get 0) (local.get 1))
    (atomic.fence)
    (i32.atomic.rmw8.sub_u (local.get 0) (local.get 1)))
  (func (param i32 i64) (result i64)
    (i64.atomic.rmw.xor (local.get 0) (local.get 1)))
  (func (param i32 i64) (result i64)
    (i64.atomic.rmw32.cmpxchg_u (local.get 0) (local.get 1) (i64.const 1)))
  ;; the second load sees what another thread wrote before the fence
  (func (param i32) (result i32)
    (i32.load (local.get 0)) (atomic.fence) (i32.add (i32.load (local.get 0)))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  f7 c0 03 00 00 00                test eax,0x3
;;:        c:  75 31                            jne 0x3f
;;:        e:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:       12:  48 8b 09                         mov rcx,QWORD PTR [rcx]
;;:       15:  f0 01 14 08                      lock add DWORD PTR [rax+rcx*1],edx
;;:       19:  f7 c0 01 00 00 00                test eax,0x1
;;:       1f:  75 23                            jne 0x44
;;:       21:  66 f0 83 0c 08 05                lock or WORD PTR [rax+rcx*1],0x5
;;:       27:  48 8b f2                         mov rsi,rdx
;;:       2a:  40 86 34 08                      xchg BYTE PTR [rax+rcx*1],sil
;;:       2e:  f0 83 0c 24 00                   lock or DWORD PTR [rsp],0x0
;;:       33:  f7 da                            neg edx
;;:       35:  f0 0f c0 14 08                   lock xadd BYTE PTR [rax+rcx*1],dl
;;:       3a:  0f b6 c2                         movzx eax,dl
;;:       3d:  5d                               pop rbp
;;:       3e:  c3                               ret
;;:       3f:  e8 00 00 00 00                   call 0x44
;;:       44:  e8 00 00 00 00                   call 0x49
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b ce                            mov ecx,esi
;;:        6:  f7 c1 07 00 00 00                test ecx,0x7
;;:        c:  75 1b                            jne 0x29
;;:        e:  49 8b 46 40                      mov rax,QWORD PTR [r14+0x40]
;;:       12:  48 8b 30                         mov rsi,QWORD PTR [rax]
;;:       15:  48 8b 04 31                      mov rax,QWORD PTR [rcx+rsi*1]
;;:       19:  48 8b f8                         mov rdi,rax
;;:       1c:  48 33 fa                         xor rdi,rdx
;;:       1f:  f0 48 0f b1 3c 31                lock cmpxchg QWORD PTR [rcx+rsi*1],rdi
;;:       25:  75 f2                            jne 0x19
;;:       27:  5d                               pop rbp
;;:       28:  c3                               ret
;;:       29:  e8 00 00 00 00                   call 0x2e
;;: function 2
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b ce                            mov ecx,esi
;;:        6:  f7 c1 03 00 00 00                test ecx,0x3
;;:        c:  75 18                            jne 0x26
;;:        e:  49 8b 46 40                      mov rax,QWORD PTR [r14+0x40]
;;:       12:  48 8b 30                         mov rsi,QWORD PTR [rax]
;;:       15:  bf 01 00 00 00                   mov edi,0x1
;;:       1a:  48 8b c2                         mov rax,rdx
;;:       1d:  f0 0f b1 3c 31                   lock cmpxchg DWORD PTR [rcx+rsi*1],edi
;;:       22:  8b c0                            mov eax,eax
;;:       24:  5d                               pop rbp
;;:       25:  c3                               ret
;;:       26:  e8 00 00 00 00                   call 0x2b
;;: function 3
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:        a:  48 8b 09                         mov rcx,QWORD PTR [rcx]
;;:        d:  8b 14 08                         mov edx,DWORD PTR [rax+rcx*1]
;;:       10:  f0 83 0c 24 00                   lock or DWORD PTR [rsp],0x0
;;:       15:  03 14 08                         add edx,DWORD PTR [rax+rcx*1]
;;:       18:  48 8b c2                         mov rax,rdx
;;:       1b:  5d                               pop rbp
;;:       1c:  c3                               ret
