;;! stage = asm
;; a call with a handler costs the path without a throw nothing; the second function's throw is a branch
(module
  (import "m" "f" (func $f (param i32) (result i32)))
  (tag $t (param i32))
  (func (param i32) (result i32)
    (block $h (result i32)
      (try_table (result i32) (catch $t $h) (call $f (local.get 0)))
      (return)))
  (func (param i32) (result i32)
    (block $h (result i32)
      (try_table (catch $t $h) (throw $t (i32.add (local.get 0) (i32.const 1))))
      (unreachable))))
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 49                            jb 0x56
;;:        d:  48 83 ec 10                      sub rsp,0x10
;;:       11:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       15:  4d 8b 66 40                      mov r12,QWORD PTR [r14+0x40]
;;:       19:  4d 8b 5e 48                      mov r11,QWORD PTR [r14+0x48]
;;:       1d:  4d 8b d6                         mov r10,r14
;;:       20:  4d 8b f3                         mov r14,r11
;;:       23:  41 ff d4                         call r12
;;:       26:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       2a:  48 8b e5                         mov rsp,rbp
;;:       2d:  5d                               pop rbp
;;:       2e:  c3                               ret
;;:       2f:  48 8d 65 f0                      lea rsp,[rbp-0x10]
;;:       33:  49 8b 46 08                      mov rax,QWORD PTR [r14+0x8]
;;:       37:  48 8b 48 70                      mov rcx,QWORD PTR [rax+0x70]
;;:       3b:  49 3b 4e 60                      cmp rcx,QWORD PTR [r14+0x60]
;;:       3f:  75 0b                            jne 0x4c
;;:       41:  48 8b 40 78                      mov rax,QWORD PTR [rax+0x78]
;;:       45:  8b 00                            mov eax,DWORD PTR [rax]
;;:       47:  48 8b e5                         mov rsp,rbp
;;:       4a:  5d                               pop rbp
;;:       4b:  c3                               ret
;;:       4c:  e8 00 00 00 00                   call 0x51
;;:       51:  e8 00 00 00 00                   call 0x56
;;:       56:  e8 00 00 00 00                   call 0x5b
;;: function 2
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8d 46 01                         lea eax,[rsi+0x1]
;;:        7:  5d                               pop rbp
;;:        8:  c3                               ret
