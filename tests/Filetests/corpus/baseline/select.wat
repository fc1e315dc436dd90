;;! stage = asm, level = none
(module
  (func (param i64 i64) (result i64)
    (select (local.get 0) (local.get 1) (i64.gt_s (local.get 0) (local.get 1)))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  48 81 ec 20 00 00 00             sub rsp,0x20
;;:        b:  48 8b de                         mov rbx,rsi
;;:        e:  4c 8b e2                         mov r12,rdx
;;:       11:  48 8b c3                         mov rax,rbx
;;:       14:  49 3b dc                         cmp rbx,r12
;;:       17:  49 0f 4e c4                      cmovle rax,r12
;;:       1b:  48 8b e5                         mov rsp,rbp
;;:       1e:  5d                               pop rbp
;;:       1f:  c3                               ret
