;;! stage = asm, target = s390x
;; The inner loop's branch counts; the branch of the outer one, in a block with nothing else in it, compares.
(module
  (memory 1)
  (func (param i32 i32 i32) (local i32)
    (loop $outer
      (local.set 3 (i32.const 100))
      (loop $inner
        (i32.store (local.get 0) (local.get 3))
        (local.set 0 (i32.add (local.get 0) (i32.const 4)))
        (br_if $inner (local.tee 3 (i32.sub (local.get 3) (i32.const 1)))))
      (br_if $outer (i32.ne (local.get 1) (local.get 2))))))
;;: function 0
;;:        0:  e3f0fff0ff71  lay %r15,-16(%r15)
;;:        6:  e3b0f000002f  strvg %r11,0(%r15)
;;:        c:  e3e0f008002f  strvg %r14,8(%r15)
;;:       12:  b90400bf      lgr %r11,%r15
;;:       16:  b9160023      llgfr %r2,%r3
;;:       1a:  e330a040000f  lrvg %r3,64(%r10)
;;:       20:  b9160062      llgfr %r6,%r2
;;:       24:  a7790064      lghi %r7,100
;;:       28:  c00400000000  jgnop
;;:       2e:  0707          nopr %r7
;;:       30:  e3736000003e  strv %r7,0(%r3,%r6)
;;:       36:  ec22000400d8  ahik %r2,%r2,4
;;:       3c:  ec66000400d9  aghik %r6,%r6,4
;;:       42:  a776fff7      brct %r7,0x30
;;:       46:  ec45ffed6076  crjlh %r4,%r5,0x20
;;:       4c:  e3b0f000000f  lrvg %r11,0(%r15)
;;:       52:  41f0f010      la %r15,16(%r15)
;;:       56:  07fe          br %r14
