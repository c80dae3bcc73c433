#if canImport(Glibc)
internal import Glibc
#endif

/// Two samples counted over K categories: are the shares the same?
///
/// ```text
/// χ² = Σ (o − e)²/e        G = 2 Σ o ln(o/e)        both ~ χ²_{K−1};  e = row · column / N
/// Cramér's V = √(χ²/N)     the effect size, 0…1
/// ```
/// Categories empty on both sides do not count.
///
/// Source: Pearson 1900; Yates 1934; Wilks 1935; Cramér 1946.
public struct ContingencyTable: Sendable, Hashable {
  /// A test's outcome.
  public struct Outcome: Sendable, Hashable {
    /// The statistic.
    public let statistic: Double
    /// P(χ² ≥ statistic).
    public let pValue: Double
    /// Degrees of freedom: occupied categories − 1.
    public let degrees: Int
  }

  /// Reference counts a category.
  public let reference: [Int]
  /// Current counts a category.
  public let current: [Int]

  /// A table of counts, neither side all 0.
  public init(reference: [Int], current: [Int]) {
    precondition(reference.count == current.count, "one count a category")
    self.reference = reference
    self.current = current
  }

  /// Pearson's χ²; nil when a single category holds everything.
  ///
  /// - Parameter yates: moves each count by up to ½ towards its expectation; only where two categories are occupied, as scipy.
  public func chiSquared(yates: Bool = false) -> Outcome? {
    test(yates: yates) { observed, expected in (observed - expected) * (observed - expected) / expected }
  }

  /// The likelihood ratio test G, without correction; nil when a single category holds everything.
  public func likelihoodRatio() -> Outcome? {
    test(yates: false) { observed, expected in observed > 0 ? 2 * observed * log(observed / expected) : 0 }
  }

  /// √(χ²/N), 0…1; nil when a single category holds everything.
  public var cramersV: Double? { chiSquared().map { ($0.statistic / Double(total)).squareRoot() } }

  /// Expected counts below 5, where χ² and G are poor approximations.
  public var sparseCells: Int {
    let n = Double(reference.reduce(0, +))
    let m = Double(current.reduce(0, +))
    var cells = 0
    for index in reference.indices where reference[index] + current[index] > 0 {
      let share = Double(reference[index] + current[index]) / (n + m)
      cells += (share * n < 5 ? 1 : 0) + (share * m < 5 ? 1 : 0)
    }
    return cells
  }

  /// Values of both samples.
  public var total: Int { reference.reduce(0, +) + current.reduce(0, +) }

  private func test(yates: Bool, _ term: (_ observed: Double, _ expected: Double) -> Double) -> Outcome? {
    let n = Double(reference.reduce(0, +))
    let m = Double(current.reduce(0, +))
    let occupied = reference.indices.count { reference[$0] + current[$0] > 0 }
    guard n > 0, m > 0, occupied > 1 else { return nil }
    let corrects = yates && occupied == 2
    func adjusted(_ observed: Double, _ expected: Double) -> Double {
      guard corrects else { return observed }
      let difference = expected - observed
      return observed + (difference < 0 ? -1 : 1) * min(0.5, abs(difference))
    }
    var sum = 0.0
    for index in reference.indices where reference[index] + current[index] > 0 {
      let column = Double(reference[index] + current[index])
      let left = column * n / (n + m)
      let right = column * m / (n + m)
      sum += term(adjusted(Double(reference[index]), left), left) + term(adjusted(Double(current[index]), right), right)
    }
    let statistic = max(sum, 0)
    return Outcome(statistic: statistic, pValue: ChiSquared.survival(statistic, degrees: occupied - 1), degrees: occupied - 1)
  }
}
