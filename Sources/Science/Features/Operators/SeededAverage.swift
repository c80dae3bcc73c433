/// An exponential average that starts at the mean of its first n values.
///
/// ```text
/// e = mean of the first n, then e += α (x − e)        EMA: α = 2/(n + 1)     Wilder: α = 1/n
/// ```
@usableFromInline struct SeededAverage: Codable, Sendable, BitwiseCopyable {
  @usableFromInline let length: Int
  @usableFromInline let weight: Double
  @usableFromInline var count = 0
  @usableFromInline var sum = 0.0

  /// An average of a seed of n values, then of weight α.
  init(length: Int, weight: Double) {
    self.length = length
    self.weight = weight
  }

  /// α = 2/(n + 1).
  static func exponential(_ length: Int) -> SeededAverage { SeededAverage(length: length, weight: 2 / (Double(length) + 1)) }
  /// α = 1/n.
  static func wilder(_ length: Int) -> SeededAverage { SeededAverage(length: length, weight: 1 / Double(length)) }

  /// Has it seen n values?
  @inlinable @inline(__always) var isDefined: Bool { count == length }
  /// The average, NaN before the n-th value.
  @inlinable @inline(__always) var value: Double { count == length ? sum : .nan }

  @inlinable @inline(__always) mutating func update(_ value: Double) {
    if count == length {
      sum += weight * (value - sum)
    } else {
      seed(value)
    }
  }

  // Inlined, so that an average can stay in registers over a run.
  @inlinable @inline(__always) mutating func seed(_ value: Double) {
    count += 1
    sum += value
    if count == length { sum /= Double(length) }
  }
}
