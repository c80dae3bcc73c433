import Domain

/// What an operation that can only fail with a diagnostic failed with; `nil` when it did not.
func refusal<Value>(_ operation: () throws(Diagnostic) -> Value) -> Diagnostic? {
  do throws(Diagnostic) {
    _ = try operation()
    return nil
  } catch { return error }
}
