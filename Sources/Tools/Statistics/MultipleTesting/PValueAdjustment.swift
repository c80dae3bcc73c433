/// p-values adjusted for the number of tests: reject at level α exactly where adjusted ≤ α.
///
/// ```text
/// Bonferroni           min(1, K p)                                     family-wise error, any dependence
/// Holm                 see ``Holm``                                    family-wise error, any dependence, never worse than Bonferroni
/// Benjamini–Hochberg   min over k ≥ i of K p₍ₖ₎/k                      false discovery rate, independent or positively dependent tests
/// Benjamini–Yekutieli  the same times Σ 1/k, k ≤ K                     false discovery rate, any dependence
/// ```
/// NaN counts as 1 everywhere: an untestable hypothesis is never rejected, and still counts.
///
/// Source: Dunn 1961; Benjamini & Hochberg 1995; Benjamini & Yekutieli 2001.
public enum PValueAdjustment: String, Sendable, Codable, CaseIterable {
  /// K p.
  case bonferroni
  /// Step-down.
  case holm
  /// Step-up for the false discovery rate.
  case benjaminiHochberg = "bh"
  /// The same under any dependence.
  case benjaminiYekutieli = "by"

  /// Adjusted p-values in the order given.
  ///
  /// - Parameter pValues: 0…1 or NaN.
  /// - Complexity: O(K log K).
  public func adjusted(_ pValues: [Double]) -> [Double] {
    let count = Double(pValues.count)
    switch self {
    case .bonferroni: return pValues.map { $0.isNaN ? 1 : min(1, $0 * count) }
    case .holm: return Holm.adjusted(pValues)
    case .benjaminiHochberg: return Self.stepUp(pValues, factor: 1)
    case .benjaminiYekutieli: return Self.stepUp(pValues, factor: HarmonicNumber.first(count))
    }
  }

  private static func stepUp(_ pValues: [Double], factor: Double) -> [Double] {
    let cleaned = pValues.map { $0.isNaN ? 1 : $0 }
    let order = cleaned.indices.sorted { (cleaned[$0], $0) < (cleaned[$1], $1) }
    var result = [Double](repeating: 1, count: cleaned.count)
    var running = 1.0
    for (rank, index) in order.enumerated().reversed() {
      running = min(running, cleaned[index] * Double(cleaned.count) * factor / Double(rank + 1))
      result[index] = running
    }
    return result
  }
}
