;;! stage = asm
;; what is unlikely stands behind the return; without a hint code keeps its order
(module
  (import "m" "f" (func $f (param i32)))
  (func (param i32) (result i32)
    (@metadata.code.branch_hint "\00")
    (if (local.get 0) (then (call $f (i32.const 1))))
    (i32.const 2))
  (func (param i32) (result i32)
    (@metadata.code.branch_hint "\01")
    (if (result i32) (local.get 0) (then (call $f (i32.const 1)) (i32.const 10)) (else (call $f (i32.const 2)) (i32.const 20))))
  (func (param i32) (result i32)
    (block $rare
      (@metadata.code.branch_hint "\00")
      (br_if $rare (local.get 0))
      (call $f (i32.const 3))
      (return (i32.const 4)))
    (call $f (i32.const 5))
    (i32.const 6))
  (func (param i32) (result i32)
    (if (result i32) (local.get 0) (then (call $f (i32.const 1)) (i32.const 10)) (else (call $f (i32.const 2)) (i32.const 20)))))
;;: function 1
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 32                            jb 0x3f
;;:        d:  48 83 ec 10                      sub rsp,0x10
;;:       11:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       15:  85 f6                            test esi,esi
;;:       17:  75 0a                            jne 0x23
;;:       19:  b8 02 00 00 00                   mov eax,0x2
;;:       1e:  48 8b e5                         mov rsp,rbp
;;:       21:  5d                               pop rbp
;;:       22:  c3                               ret
;;:       23:  4d 8b 66 40                      mov r12,QWORD PTR [r14+0x40]
;;:       27:  4d 8b 5e 48                      mov r11,QWORD PTR [r14+0x48]
;;:       2b:  be 01 00 00 00                   mov esi,0x1
;;:       30:  4d 8b d6                         mov r10,r14
;;:       33:  4d 8b f3                         mov r14,r11
;;:       36:  41 ff d4                         call r12
;;:       39:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       3d:  eb da                            jmp 0x19
;;:       3f:  e8 00 00 00 00                   call 0x44
;;: function 2
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 49                            jb 0x56
;;:        d:  48 83 ec 10                      sub rsp,0x10
;;:       11:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       15:  4d 8b 66 40                      mov r12,QWORD PTR [r14+0x40]
;;:       19:  4d 8b 5e 48                      mov r11,QWORD PTR [r14+0x48]
;;:       1d:  85 f6                            test esi,esi
;;:       1f:  74 1c                            je 0x3d
;;:       21:  be 01 00 00 00                   mov esi,0x1
;;:       26:  4d 8b d6                         mov r10,r14
;;:       29:  4d 8b f3                         mov r14,r11
;;:       2c:  41 ff d4                         call r12
;;:       2f:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       33:  b8 0a 00 00 00                   mov eax,0xa
;;:       38:  48 8b e5                         mov rsp,rbp
;;:       3b:  5d                               pop rbp
;;:       3c:  c3                               ret
;;:       3d:  be 02 00 00 00                   mov esi,0x2
;;:       42:  4d 8b d6                         mov r10,r14
;;:       45:  4d 8b f3                         mov r14,r11
;;:       48:  41 ff d4                         call r12
;;:       4b:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       4f:  b8 14 00 00 00                   mov eax,0x14
;;:       54:  eb e2                            jmp 0x38
;;:       56:  e8 00 00 00 00                   call 0x5b
;;: function 3
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 4c                            jb 0x59
;;:        d:  48 83 ec 10                      sub rsp,0x10
;;:       11:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       15:  4d 8b 66 40                      mov r12,QWORD PTR [r14+0x40]
;;:       19:  4d 8b 5e 48                      mov r11,QWORD PTR [r14+0x48]
;;:       1d:  85 f6                            test esi,esi
;;:       1f:  75 1c                            jne 0x3d
;;:       21:  be 03 00 00 00                   mov esi,0x3
;;:       26:  4d 8b d6                         mov r10,r14
;;:       29:  4d 8b f3                         mov r14,r11
;;:       2c:  41 ff d4                         call r12
;;:       2f:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       33:  b8 04 00 00 00                   mov eax,0x4
;;:       38:  48 8b e5                         mov rsp,rbp
;;:       3b:  5d                               pop rbp
;;:       3c:  c3                               ret
;;:       3d:  be 05 00 00 00                   mov esi,0x5
;;:       42:  4d 8b d6                         mov r10,r14
;;:       45:  4d 8b f3                         mov r14,r11
;;:       48:  41 ff d4                         call r12
;;:       4b:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       4f:  b8 06 00 00 00                   mov eax,0x6
;;:       54:  48 8b e5                         mov rsp,rbp
;;:       57:  5d                               pop rbp
;;:       58:  c3                               ret
;;:       59:  e8 00 00 00 00                   call 0x5e
;;: function 4
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  4d 8b 5e 08                      mov r11,QWORD PTR [r14+0x8]
;;:        8:  49 3b 23                         cmp rsp,QWORD PTR [r11]
;;:        b:  72 49                            jb 0x56
;;:        d:  48 83 ec 10                      sub rsp,0x10
;;:       11:  4c 89 75 f8                      mov QWORD PTR [rbp-0x8],r14
;;:       15:  4d 8b 66 40                      mov r12,QWORD PTR [r14+0x40]
;;:       19:  4d 8b 5e 48                      mov r11,QWORD PTR [r14+0x48]
;;:       1d:  85 f6                            test esi,esi
;;:       1f:  74 19                            je 0x3a
;;:       21:  be 01 00 00 00                   mov esi,0x1
;;:       26:  4d 8b d6                         mov r10,r14
;;:       29:  4d 8b f3                         mov r14,r11
;;:       2c:  41 ff d4                         call r12
;;:       2f:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       33:  b8 0a 00 00 00                   mov eax,0xa
;;:       38:  eb 17                            jmp 0x51
;;:       3a:  be 02 00 00 00                   mov esi,0x2
;;:       3f:  4d 8b d6                         mov r10,r14
;;:       42:  4d 8b f3                         mov r14,r11
;;:       45:  41 ff d4                         call r12
;;:       48:  4c 8b 75 f8                      mov r14,QWORD PTR [rbp-0x8]
;;:       4c:  b8 14 00 00 00                   mov eax,0x14
;;:       51:  48 8b e5                         mov rsp,rbp
;;:       54:  5d                               pop rbp
;;:       55:  c3                               ret
;;:       56:  e8 00 00 00 00                   call 0x5b
