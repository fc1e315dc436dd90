;;! stage = asm, level = none
(module
  (memory 1)
  (func (param i32 i32) (result i32)
    (local i32)
    (loop
      (local.set 2 (i32.add (local.get 2) (i32.load (local.get 0))))
      (local.set 0 (i32.add (local.get 0) (i32.const 4)))
      (br_if 0 (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
    (local.get 2)))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:        b:  8b de                            mov ebx,esi
;;:        d:  44 8b ea                         mov r13d,edx
;;:       10:  41 bc 00 00 00 00                mov r12d,0x0
;;:       16:  4d 8b 7e 40                      mov r15,QWORD PTR [r14+0x40]
;;:       1a:  41 8b 04 1f                      mov eax,DWORD PTR [r15+rbx*1]
;;:       1e:  44 03 e0                         add r12d,eax
;;:       21:  83 c3 04                         add ebx,0x4
;;:       24:  41 83 ed 01                      sub r13d,0x1
;;:       28:  45 85 ed                         test r13d,r13d
;;:       2b:  75 ed                            jne 0x1a
;;:       2d:  41 8b c4                         mov eax,r12d
;;:       30:  48 8b e5                         mov rsp,rbp
;;:       33:  5d                               pop rbp
;;:       34:  c3                               ret
