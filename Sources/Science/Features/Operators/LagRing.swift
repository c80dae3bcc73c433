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
    // Four sums, for one would wait for itself at every value.
    var (first, second, third, fourth) = (0.0, 0.0, 0.0, 0.0)
    let (inside, count) = (values.span, values.count)
    var index = 0
    while index &+ 4 <= count {
      first += (inside[index] - centre).magnitude
      second += (inside[index &+ 1] - centre).magnitude
      third += (inside[index &+ 2] - centre).magnitude
      fourth += (inside[index &+ 3] - centre).magnitude
      index &+= 4
    }
    while index < count {
      first += (inside[index] - centre).magnitude
      index &+= 1
    }
    return ((first + second) + (third + fourth)) / Double(count)
  }
}
