;;! stage = asm, level = none
(module
  (func (param i32 i32) (result i32)
    (i32.rem_s (i32.div_s (local.get 0) (local.get 1)) (i32.const 10))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:        b:  8b de                            mov ebx,esi
;;:        d:  44 8b e2                         mov r12d,edx
;;:       10:  45 8b dc                         mov r11d,r12d
;;:       13:  8b c3                            mov eax,ebx
;;:       15:  41 83 fb ff                      cmp r11d,0xffffffff
;;:       19:  74 15                            je 0x30
;;:       1b:  99                               cdq
;;:       1c:  41 f7 fb                         idiv r11d
;;:       1f:  41 bb 0a 00 00 00                mov r11d,0xa
;;:       25:  99                               cdq
;;:       26:  41 f7 fb                         idiv r11d
;;:       29:  8b c2                            mov eax,edx
;;:       2b:  48 8b e5                         mov rsp,rbp
;;:       2e:  5d                               pop rbp
;;:       2f:  c3                               ret
;;:       30:  83 f8 01                         cmp eax,0x1
;;:       33:  70 02                            jo 0x37
;;:       35:  eb e4                            jmp 0x1b
;;:       37:  f4                               hlt
