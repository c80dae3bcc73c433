/// Holm's step-down procedure: several hypotheses tested at one family-wise level, whatever their dependence.
///
/// Source: Holm 1979.
public enum Holm {
  /// Adjusted p-values in the order given: rejected at level α exactly where adjusted ≤ α.
  ///
  /// ```text
  /// p̃₍ᵢ₎ = max over k ≤ i of min(1, (K − k + 1) p₍ₖ₎)
  /// ```
  /// - Parameter pValues: 0…1; NaN counts as 1 (an untestable hypothesis is never rejected, and still counts).
  /// - Complexity: O(K log K).
  public static func adjusted(_ pValues: [Double]) -> [Double] {
    let cleaned = pValues.map { $0.isNaN ? 1 : $0 }
    let order = cleaned.indices.sorted { (cleaned[$0], $0) < (cleaned[$1], $1) }
    var result = [Double](repeating: 1, count: cleaned.count)
    var running = 0.0
    for (rank, index) in order.enumerated() {
      running = max(running, min(1, Double(cleaned.count - rank) * cleaned[index]))
      result[index] = running
    }
    return result
  }
}
