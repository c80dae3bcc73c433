/// What scores a row of a model of one output: one reference, called through its table.
///
/// A scorer kept as a value is copied to be called, and it is a dozen references that would be counted up and down at every call; behind one reference that its
/// owner holds anyway nothing is counted.
class RowScorer: @unchecked Sendable {  // SAFETY: subclasses are final and hold constants only.
  func score(_ row: Span<Double>) -> Score { preconditionFailure("a scorer scores") }
}
