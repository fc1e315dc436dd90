;;! stage = artifact, show = --code --annotate --func pick
(module
  (memory 1)
  (func $pick (param i32) (result i32)
    (block $c (block $b (block $a (br_table $a $b $c (local.get 0))) (return (i32.load (local.get 0)))) (return (i32.const 20)))
    (i32.div_s (i32.const 40) (local.get 0)))
  (func $other (unreachable)))
;;: code:
;;: 
;;: 00000000 <pick>:
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b ce                            mov ecx,esi
;;:        6:  8b c1                            mov eax,ecx
;;:        8:  83 f8 02                         cmp eax,0x2
;;:        b:  73 20                            jae 0x2d
;;:        d:  48 8d 15 40 00 00 00             lea rdx,[rip+0x40]
;;:       14:  48 63 04 82                      movsxd rax,DWORD PTR [rdx+rax*4]
;;:       18:  48 03 c2                         add rax,rdx
;;:       1b:  ff e0                            jmp rax
;;:       1d:  49 8b 46 40                      mov rax,QWORD PTR [r14+0x40]  ; wasm 0xc5
;;:       21:  8b 04 01                         mov eax,DWORD PTR [rcx+rax*1]  ; trap: out of bounds memory access
;;:       24:  5d                               pop rbp
;;:       25:  c3                               ret
;;:       26:  b8 14 00 00 00                   mov eax,0x14  ; wasm 0xe0
;;:       2b:  5d                               pop rbp
;;:       2c:  c3                               ret
;;:       2d:  b8 28 00 00 00                   mov eax,0x28  ; wasm 0xfd
;;:       32:  85 c9                            test ecx,ecx
;;:       34:  74 11                            je 0x47
;;:       36:  83 f9 ff                         cmp ecx,0xffffffff
;;:       39:  74 05                            je 0x40
;;:       3b:  99                               cdq
;;:       3c:  f7 f9                            idiv ecx
;;:       3e:  5d                               pop rbp
;;:       3f:  c3                               ret
;;:       40:  83 f8 01                         cmp eax,0x1
;;:       43:  70 07                            jo 0x4c
;;:       45:  eb f4                            jmp 0x3b
;;:       47:  e8 a4 07 00 00                   call 0x7f0 <stub.trap>  ; trap: integer divide by zero
;;:       4c:  e8 9f 07 00 00                   call 0x7f0 <stub.trap>  ; trap: integer overflow
;;:       51:  .data 0x0f1f00c9ffffffd2ffffff
