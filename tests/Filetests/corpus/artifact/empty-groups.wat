;;! stage = artifact, compile = --strip, show = --types
;; Recursion groups may be empty, also behind the last type.
(module
  (rec)
  (type (func (param i32)))
  (rec)
  (type (struct))
  (rec))
;;: types:
;;:   0 (func (param i32))
;;:   1 (struct)
