;;! stage = asm
;; Results of calls may have anything in the upper half of their register: cleared behind the call, not in each round of the loop.
(module
  (import "" "start" (func $start (result i32)))
  (memory 1)
  (func (param $n i32) (result i32)
    (local $at i32) (local $sum i32)
    (local.set $at (call $start))
    (loop $more
      (local.set $sum (i32.add (local.get $sum) (i32.load (local.get $at))))
      (local.set $at (i32.add (local.get $at) (i32.const 4)))
      (br_if $more (i32.lt_u (local.get $at) (local.get $n))))
    (local.get $sum)))
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 48                            jb 0x55
;;:        d:  48 83 ec 10                      sub rsp,0x10
;;:       11:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       15:  48 8b c6                         mov rax,rsi
;;:       18:  48 89 75 f0                      mov QWORD PTR [rbp-0x10],rsi
;;:       1c:  4d 8b 66 50                      mov r12,QWORD PTR [r14+0x50]
;;:       20:  4d 8b 5e 58                      mov r11,QWORD PTR [r14+0x58]
;;:       24:  4d 8b d6                         mov r10,r14
;;:       27:  4d 8b f3                         mov r14,r11
;;:       2a:  41 ff d4                         call r12
;;:       2d:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       31:  8b c0                            mov eax,eax
;;:       33:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:       37:  33 d2                            xor edx,edx
;;:       39:  0f 1f 80 00 00 00 00             nop DWORD PTR [rax]
;;:       40:  8b 34 08                         mov esi,DWORD PTR [rax+rcx*1]
;;:       43:  83 c0 04                         add eax,0x4
;;:       46:  03 d6                            add edx,esi
;;:       48:  3b 45 f0                         cmp eax,DWORD PTR [rbp-0x10]
;;:       4b:  72 f3                            jb 0x40
;;:       4d:  48 8b c2                         mov rax,rdx
;;:       50:  48 8b e5                         mov rsp,rbp
;;:       53:  5d                               pop rbp
;;:       54:  c3                               ret
;;:       55:  e8 00 00 00 00                   call 0x5a
