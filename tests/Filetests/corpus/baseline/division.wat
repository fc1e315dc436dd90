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
;;:       15:  45 85 db                         test r11d,r11d
;;:       18:  74 22                            je 0x3c
;;:       1a:  41 83 fb ff                      cmp r11d,0xffffffff
;;:       1e:  74 15                            je 0x35
;;:       20:  99                               cdq
;;:       21:  41 f7 fb                         idiv r11d
;;:       24:  41 bb 0a 00 00 00                mov r11d,0xa
;;:       2a:  99                               cdq
;;:       2b:  41 f7 fb                         idiv r11d
;;:       2e:  8b c2                            mov eax,edx
;;:       30:  48 8b e5                         mov rsp,rbp
;;:       33:  5d                               pop rbp
;;:       34:  c3                               ret
;;:       35:  83 f8 01                         cmp eax,0x1
;;:       38:  70 07                            jo 0x41
;;:       3a:  eb e4                            jmp 0x20
;;:       3c:  e8 00 00 00 00                   call 0x41
;;:       41:  e8 00 00 00 00                   call 0x46
