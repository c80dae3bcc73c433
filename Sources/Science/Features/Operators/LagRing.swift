/// The last n values.
struct LagRing: Codable, Sendable {
  /// n.
  let length: Int
  private var values: [Double] = []
  private var next = 0

  init(_ length: Int) {
    precondition(length >= 1, "a ring holds at least one value")
    self.length = length
  }

  /// Values inside, up to n.
  @inline(__always) var count: Int { values.count }

  /// Takes in the newest value.
  ///
  /// - Returns: the value that leaves, n before it; NaN while there is none.
  @inline(__always) mutating func push(_ value: Double) -> Double {
    if values.count < length {
      values.append(value)
      return .nan
    }
    let oldest = values[next]
    values[next] = value
    next = next &+ 1 == length ? 0 : next &+ 1
    return oldest
  }

  /// The value `lag` before the newest (0: the newest); it must be inside.
  @inline(__always) subscript(lag: Int) -> Double {
    let index = (values.count < length ? values.count : next) &- 1 &- lag
    return values[index < 0 ? index &+ length : index]
  }

  /// Mean |v − c| over the values inside, O(n).
  func meanAbsoluteDeviation(from centre: Double) -> Double {
    var sum = 0.0
    for index in 0..<values.count { sum += (values[index] - centre).magnitude }
    return sum / Double(values.count)
  }
}
