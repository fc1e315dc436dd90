;; Keeps 100,000 objects of the collected heap, which needs address space, too.
(module
  (import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))
  (type $list (struct (field i64) (field (ref null $list))))
  (global $head (mut (ref null $list)) (ref.null $list))
  (memory (export "memory") 1)
  (func (export "_start") (local $n i32)
    (loop $more
      (global.set $head (struct.new $list (i64.const 1) (global.get $head)))
      (br_if $more (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 100000))))
    (call $exit (i32.const 7))))
