/// Count, mean, variance and range of a stream, by Welford's update; mergeable by Chan's.
public struct Moments: Sendable, Hashable, Codable {
  /// Values seen.
  public private(set) var count = 0
  /// Mean; 0 before the first value.
  public private(set) var mean = 0.0
  /// Σ (x − mean)².
  public private(set) var squares = 0.0
  /// Least value; +inf before the first.
  public private(set) var minimum = Double.infinity
  /// Greatest value; −inf before the first.
  public private(set) var maximum = -Double.infinity

  /// No values yet.
  public init() {}

  /// Takes one value in.
  public mutating func update(_ value: Double) {
    count += 1
    let before = value - mean
    mean += before / Double(count)
    squares += before * (value - mean)
    if value < minimum { minimum = value }
    if value > maximum { maximum = value }
  }

  /// Takes another stream's moments in, as if its values had come one by one.
  public mutating func merge(_ other: Moments) {
    guard other.count > 0 else { return }
    guard count > 0 else {
      self = other
      return
    }
    let total = Double(count + other.count)
    let difference = other.mean - mean
    squares += other.squares + difference * difference * Double(count) * Double(other.count) / total
    mean += difference * Double(other.count) / total
    count += other.count
    minimum = min(minimum, other.minimum)
    maximum = max(maximum, other.maximum)
  }

  /// Σ(x − mean)²/(n − 1); nil below two values.
  public var variance: Double? { count > 1 ? squares / Double(count - 1) : nil }
  /// Σ(x − mean)²/n; nil without a value.
  public var populationVariance: Double? { count > 0 ? squares / Double(count) : nil }
  /// √ of ``variance``.
  public var standardDeviation: Double? { variance.map { $0.squareRoot() } }
}
