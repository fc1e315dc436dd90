;; What the demo runs: work in a memory that grows, calls of a host function, and an access out of bounds.
(module $demo
  (import "host" "print" (func $print (param i32)))
  (memory (export "memory") 1 64)

  ;; Counts the primes below a limit with a sieve, a byte for each number, and prints the first ten.
  (func $primes (export "primes") (param $limit i32) (result i32)
    (local $number i32) (local $multiple i32) (local $count i32)
    (drop (memory.grow (i32.shr_u (local.get $limit) (i32.const 16))))
    (local.set $number (i32.const 2))
    (block $done
      (loop $next
        (br_if $done (i32.ge_u (local.get $number) (local.get $limit)))
        (if (i32.eqz (i32.load8_u (local.get $number)))
          (then
            (local.set $count (i32.add (local.get $count) (i32.const 1)))
            (if (i32.le_u (local.get $count) (i32.const 10))
              (then (call $print (local.get $number))))
            (local.set $multiple (i32.add (local.get $number) (local.get $number)))
            (block $marked
              (loop $mark
                (br_if $marked (i32.ge_u (local.get $multiple) (local.get $limit)))
                (i32.store8 (local.get $multiple) (i32.const 1))
                (local.set $multiple (i32.add (local.get $multiple) (local.get $number)))
                (br $mark)))))
        (local.set $number (i32.add (local.get $number) (i32.const 1)))
        (br $next)))
    (local.get $count))

  (func $peek (export "peek") (param $address i32) (result i32) (i32.load (local.get $address))))
