#if canImport(Glibc)
internal import Glibc
#endif

/// Distances of two histograms over the same bins or categories.
///
/// ```text
/// PSI   Σ (qᵢ − pᵢ) ln(qᵢ/pᵢ)                  shares of 0 become ε, cells empty on both sides are skipped
/// KL    Σ qᵢ ln(qᵢ/pᵢ)                         of current against reference, the same ε
/// JS    (KL(p‖m) + KL(q‖m))/2, m = (p + q)/2   nats; its distance is √JS, in base 2 √(JS/ln 2)
/// Hellinger   ‖√p − √q‖/√2        total variation   ½ Σ |pᵢ − qᵢ|        L∞   max |pᵢ − qᵢ|
/// ```
public struct DiscreteDistance: Sendable, Hashable {
  /// Shares of the reference, summing to 1.
  public let reference: [Double]
  /// Shares of the current sample, summing to 1.
  public let current: [Double]

  /// From counts over common cells, neither side all 0.
  public init(referenceCounts: [Int], currentCounts: [Int]) {
    precondition(referenceCounts.count == currentCounts.count, "one count a cell")
    let n = referenceCounts.reduce(0, +)
    let m = currentCounts.reduce(0, +)
    precondition(n > 0 && m > 0, "both samples have values")
    reference = referenceCounts.map { Double($0) / Double(n) }
    current = currentCounts.map { Double($0) / Double(m) }
  }

  /// From shares that sum to 1.
  public init(reference: [Double], current: [Double]) {
    precondition(reference.count == current.count, "one share a cell")
    self.reference = reference
    self.current = current
  }

  /// Population stability index, ≥ 0; `epsilon` stands for a share of 0.
  public func populationStability(epsilon: Double = 1e-4) -> Double {
    var sum = 0.0
    for (p, q) in zip(reference, current) where p > 0 || q > 0 {
      let (p, q) = (p == 0 ? epsilon : p, q == 0 ? epsilon : q)
      sum += (q - p) * log(q / p)
    }
    return sum
  }

  /// Kullback–Leibler divergence of current against reference in nats; `epsilon` stands for a share of 0.
  public func kullbackLeibler(epsilon: Double = 1e-4) -> Double {
    var sum = 0.0
    for (p, q) in zip(reference, current) where p > 0 || q > 0 {
      let (p, q) = (p == 0 ? epsilon : p, q == 0 ? epsilon : q)
      sum += q * log(q / p)
    }
    return sum
  }

  /// Jensen–Shannon divergence in nats, 0…ln 2.
  public var jensenShannon: Double {
    var sum = 0.0
    for (p, q) in zip(reference, current) {
      let middle = (p + q) / 2
      if p > 0 { sum += p * log(p / middle) }
      if q > 0 { sum += q * log(q / middle) }
    }
    return max(sum / 2, 0)
  }

  /// √ of ``jensenShannon``, a metric, 0…√ln 2.
  public var jensenShannonDistance: Double { jensenShannon.squareRoot() }
  /// The same from the divergence in bits, 0…1.
  public var jensenShannonDistanceBase2: Double { (jensenShannon / log(2)).squareRoot() }

  /// Hellinger distance, 0…1.
  public var hellinger: Double {
    var sum = 0.0
    for (p, q) in zip(reference, current) {
      let difference = p.squareRoot() - q.squareRoot()
      sum += difference * difference
    }
    return (sum / 2).squareRoot()
  }

  /// Total variation, 0…1: the largest difference of probability over all sets of cells.
  public var totalVariation: Double { zip(reference, current).reduce(0) { $0 + abs($1.0 - $1.1) } / 2 }
  /// L∞, 0…1: the largest difference over single cells.
  public var greatestDifference: Double { zip(reference, current).reduce(0) { max($0, abs($1.0 - $1.1)) } }
}
