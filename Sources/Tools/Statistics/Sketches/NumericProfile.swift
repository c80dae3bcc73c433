/// What is kept of a column of numbers to compare others with it: quantile sketch, moments, and what was no number.
///
/// Profiles of parts merge to the profile of the whole: counts and range exactly, moments but for rounding, ranks within the sketch's own bound.
public struct NumericProfile: Sendable, Equatable, Codable {
  /// Distribution of all values that are not NaN, infinities among them.
  public private(set) var sketch: KLLSketch
  /// Moments of the finite values.
  public private(set) var moments = Moments()
  /// Cells that were empty or NaN.
  public private(set) var nanCount = 0
  /// Cells of +inf.
  public private(set) var positiveInfinityCount = 0
  /// Cells of −inf.
  public private(set) var negativeInfinityCount = 0

  private enum CodingKeys: String, CodingKey { case sketch, moments, nanCount, positiveInfinityCount, negativeInfinityCount }

  /// An empty profile.
  public init(capacity: Int = 4096, decay: Double = 1, seed: UInt64) { sketch = KLLSketch(capacity: capacity, decay: decay, seed: seed) }

  /// Cells seen, NaN among them.
  public var count: Int { sketch.count + nanCount }

  /// Takes cells in.
  public mutating func update(_ values: Span<Double>) {
    for index in values.indices {
      let value = values[index]
      if value.isFinite {
        sketch.update(value)
        moments.update(value)
      } else if value.isNaN {
        nanCount += 1
      } else {
        sketch.update(value)
        if value > 0 { positiveInfinityCount += 1 } else { negativeInfinityCount += 1 }
      }
    }
  }

  /// Takes another part's profile in.
  ///
  /// - Precondition: sketches of one shape.
  public mutating func merge(_ other: NumericProfile) {
    sketch.merge(other.sketch)
    moments.merge(other.moments)
    nanCount += other.nanCount
    positiveInfinityCount += other.positiveInfinityCount
    negativeInfinityCount += other.negativeInfinityCount
  }

  /// Moments of no value hold infinities, which JSON does not know: they are left out.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(sketch, forKey: .sketch)
    if moments.count > 0 { try container.encode(moments, forKey: .moments) }
    try container.encode(nanCount, forKey: .nanCount)
    try container.encode(positiveInfinityCount, forKey: .positiveInfinityCount)
    try container.encode(negativeInfinityCount, forKey: .negativeInfinityCount)
  }

  /// Reads a profile back; counts that contradict each other are refused.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    sketch = try container.decode(KLLSketch.self, forKey: .sketch)
    moments = try container.decodeIfPresent(Moments.self, forKey: .moments) ?? Moments()
    nanCount = try container.decode(Int.self, forKey: .nanCount)
    positiveInfinityCount = try container.decode(Int.self, forKey: .positiveInfinityCount)
    negativeInfinityCount = try container.decode(Int.self, forKey: .negativeInfinityCount)
    guard nanCount >= 0, moments.count + positiveInfinityCount + negativeInfinityCount == sketch.count else {
      throw DecodingError.dataCorruptedError(forKey: .moments, in: container, debugDescription: "counts that contradict each other")
    }
  }
}
