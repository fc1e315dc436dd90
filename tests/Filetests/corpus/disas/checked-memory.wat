;;! stage = asm
;; A 64-bit memory is checked: the index alone, against the length less offset and size; what lies below a known index needs no second check.
(module (memory i64 1)
  (func (param $at i64) (result i32)
    (i32.store (local.get $at) (i32.add
      (i32.add (i32.load offset=4 (local.get $at)) (i32.load offset=12 (local.get $at)))
      (i32.load offset=8 (local.get $at))))
    (i32.load offset=16 (i64.const 100))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 c7 c0 f0 ff ff ff             mov rax,0xfffffffffffffff0
;;:        b:  49 03 46 48                      add rax,QWORD PTR [r14+0x48]
;;:        f:  48 3b f0                         cmp rsi,rax
;;:       12:  77 18                            ja 0x2c
;;:       14:  49 8b 46 40                      mov rax,QWORD PTR [r14+0x40]
;;:       18:  8b 4c 06 04                      mov ecx,DWORD PTR [rsi+rax*1+0x4]
;;:       1c:  03 4c 06 0c                      add ecx,DWORD PTR [rsi+rax*1+0xc]
;;:       20:  03 4c 06 08                      add ecx,DWORD PTR [rsi+rax*1+0x8]
;;:       24:  89 0c 06                         mov DWORD PTR [rsi+rax*1],ecx
;;:       27:  8b 40 74                         mov eax,DWORD PTR [rax+0x74]
;;:       2a:  5d                               pop rbp
;;:       2b:  c3                               ret
;;:       2c:  e8 00 00 00 00                   call 0x31
