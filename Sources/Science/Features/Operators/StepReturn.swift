/// Returns of consecutive values.
struct StepReturn: Codable, Sendable {
  /// What it gives.
  let kind: ReturnKind
  private(set) var last = Double.nan

  init(_ kind: ReturnKind) { self.kind = kind }

  /// The return of a value on the one before, NaN where there is none.
  @inline(__always) mutating func next(_ value: Double) -> Double {
    let before = last
    last = value
    switch kind {
    case .value: return value
    case .simpleReturn: return MathFunctions.simpleReturn(value, over: before)
    case .logReturn: return MathFunctions.logReturn(value, over: before)
    }
  }
}
