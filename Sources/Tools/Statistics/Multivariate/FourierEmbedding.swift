/// Sum of the random Fourier features of some rows: all that is kept of a sample of any size; mergeable.
public struct FourierEmbedding: Sendable, Hashable, Codable {
  /// Rows summed.
  public internal(set) var count = 0
  /// Frequencies D.
  public let frequencies: Int
  private var cosines: [Double]
  private var sines: [Double]

  /// No row yet.
  ///
  /// - Parameter frequencies: D of the features it is made under, at least 1.
  public init(frequencies: Int) {
    precondition(frequencies >= 1, "at least one frequency")
    self.frequencies = frequencies
    cosines = Array(repeating: 0, count: frequencies)
    sines = Array(repeating: 0, count: frequencies)
  }

  mutating func add(cosine: Double, sine: Double, at frequency: Int) {
    cosines[frequency] += cosine
    sines[frequency] += sine
  }

  /// Takes another's rows in; both were made under the same features.
  public mutating func merge(_ other: FourierEmbedding) {
    precondition(other.frequencies == frequencies, "embeddings of the same features")
    count += other.count
    for index in 0..<frequencies {
      cosines[index] += other.cosines[index]
      sines[index] += other.sines[index]
    }
  }

  /// Biased MMD² under the approximate kernel: ‖mean embedding − other's‖² ≥ 0.
  ///
  /// - Throws: ``MultivariateError``: a side without a row.
  /// - Complexity: O(D).
  public func biasedDiscrepancy(to other: FourierEmbedding) throws(MultivariateError) -> Double {
    precondition(other.frequencies == frequencies, "embeddings of the same features")
    guard min(count, other.count) >= 1 else { throw .tooFewRows(count: min(count, other.count), minimum: 1) }
    var sum = 0.0
    for index in 0..<frequencies {
      let cosine = cosines[index] / Double(count) - other.cosines[index] / Double(other.count)
      let sine = sines[index] / Double(count) - other.sines[index] / Double(other.count)
      sum += cosine * cosine + sine * sine
    }
    return sum / Double(frequencies)
  }

  /// Unbiased MMD² under the approximate kernel: φ(x)·φ(x) = 1 exactly, so that the pairs i = j can be taken out of the squared sums.
  ///
  /// - Throws: ``MultivariateError``: a side with fewer than 2 rows.
  /// - Complexity: O(D).
  public func unbiasedDiscrepancy(to other: FourierEmbedding) throws(MultivariateError) -> Double {
    precondition(other.frequencies == frequencies, "embeddings of the same features")
    guard min(count, other.count) >= 2 else { throw .tooFewRows(count: min(count, other.count), minimum: 2) }
    let (n, m, scale) = (Double(count), Double(other.count), 1 / Double(frequencies))
    let (own, theirs, cross) = (product(self) * scale, other.product(other) * scale, product(other) * scale)
    return (own - n) / (n * (n - 1)) + (theirs - m) / (m * (m - 1)) - 2 * cross / (n * m)
  }

  private func product(_ other: FourierEmbedding) -> Double {
    var sum = 0.0
    for index in 0..<frequencies { sum += cosines[index] * other.cosines[index] + sines[index] * other.sines[index] }
    return sum
  }
}
