;;! stage = asm, cpu = avx2
;; The loop is 65 bytes long (the memory may have 4 GiB, so that no sum is an offset): at a multiple of 64 its comparison and branch would lie in two lines, so that it begins 16 bytes behind one.
(module (memory 1 65536)
  (func (param $to i32) (param $from i32) (param $n i32) (param $x f64)
    (local $i i32)
    (loop $more
      (f64.store offset=1024 (local.get $to)
        (f64.add (f64.mul (f64.load (local.get $from)) (local.get $x)) (f64.load (local.get $to))))
      (f64.store (i32.add (local.get $to) (i32.const 8))
        (f64.add (f64.mul (f64.load (i32.add (local.get $from) (i32.const 8))) (local.get $x))
          (f64.load (i32.add (local.get $to) (i32.const 8)))))
      (local.set $to (i32.add (local.get $to) (i32.const 256)))
      (local.set $from (i32.add (local.get $from) (i32.const 256)))
      (br_if $more (i32.ne (local.tee $i (i32.add (local.get $i) (i32.const 1000))) (local.get $n))))))
;;: function 0
;;:        0:  55                               push rbp
;;:        1:  48 8b ec                         mov rbp,rsp
;;:        4:  8b c6                            mov eax,esi
;;:        6:  8b d2                            mov edx,edx
;;:        8:  49 8b 76 40                      mov rsi,QWORD PTR [r14+0x40]
;;:        c:  33 ff                            xor edi,edi
;;:        e:  66 90                            xchg ax,ax
;;:       10:  c5 fb 59 0c 32                   vmulsd xmm1,xmm0,QWORD PTR [rdx+rsi*1]
;;:       15:  c5 f3 58 0c 06                   vaddsd xmm1,xmm1,QWORD PTR [rsi+rax*1]
;;:       1a:  c5 fb 11 8c 06 00 04 00 00       vmovsd QWORD PTR [rsi+rax*1+0x400],xmm1
;;:       23:  8d 5a 08                         lea ebx,[rdx+0x8]
;;:       26:  44 8d 40 08                      lea r8d,[rax+0x8]
;;:       2a:  c5 fb 59 0c 1e                   vmulsd xmm1,xmm0,QWORD PTR [rsi+rbx*1]
;;:       2f:  c4 a1 73 58 0c 06                vaddsd xmm1,xmm1,QWORD PTR [rsi+r8*1]
;;:       35:  c4 a1 7b 11 0c 06                vmovsd QWORD PTR [rsi+r8*1],xmm1
;;:       3b:  81 c7 e8 03 00 00                add edi,0x3e8
;;:       41:  81 c0 00 01 00 00                add eax,0x100
;;:       47:  81 c2 00 01 00 00                add edx,0x100
;;:       4d:  3b f9                            cmp edi,ecx
;;:       4f:  75 bf                            jne 0x10
;;:       51:  5d                               pop rbp
;;:       52:  c3                               ret
