;;! stage = asm
;; A loop that is left at its top gets its test at the end: one branch each time around.
(module (memory 1)
  (func (param $at i32) (result i32)
    (local $n i32)
    (block $done
      (loop $more
        (br_if $done (i32.eqz (i32.load8_u (local.get $at))))
        (local.set $at (i32.add (local.get $at) (i32.const 3)))
        (local.set $n (i32.add (local.get $n) (i32.const 1)))
        (br $more)))
    (local.get $n)))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  49 8b 4e 40                      mov rcx,QWORD PTR [r14+0x40]
;;:        a:  33 d2                            xor edx,edx
;;:        c:  48 8b f2                         mov rsi,rdx
;;:        f:  48 8b d0                         mov rdx,rax
;;:       12:  48 8b c6                         mov rax,rsi
;;:       15:  eb 0c                            jmp 0x23
;;:       17:  66 0f 1f 84 00 00 00 00 00       nop WORD PTR [rax+rax*1]
;;:       20:  83 c0 01                         add eax,0x1
;;:       23:  0f b6 34 0a                      movzx esi,BYTE PTR [rdx+rcx*1]
;;:       27:  83 c2 03                         add edx,0x3
;;:       2a:  85 f6                            test esi,esi
;;:       2c:  75 f2                            jne 0x20
;;:       2e:  5d                               pop rbp
;;:       2f:  c3                               ret
