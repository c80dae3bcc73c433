/// Total variation between two columns of categories known by bounded counts, with the interval that holds the exact value.
///
/// ```text
/// TV = ½ Σ |p_c − q_c|,    p = p̂ + δ, q = q̂ + γ,   δ, γ ≥ 0 with sums a, b: the shares of cells that no counter holds
/// |p − q| differs from |p̂ − q̂| by at most δ + γ    ⇒    TV ∈ ½ (Σ |p̂_c − q̂_c| ± (a + b))
/// ```
///
/// Empty cells are left out on both sides.
///
/// - Complexity: O(categories).
public struct SketchedTotalVariation: Sendable, Hashable {
  /// ½ Σ |p̂_c − q̂_c|, cells without a counter taken as a category of their own on each side alike.
  public let value: Double
  /// The exact value is not below this, certain.
  public let least: Double
  /// Nor above this.
  public let greatest: Double
  /// Categories counted in the current sample alone, ascending; in the reference they have been seen at most its profile's error times.
  public let new: [String]
  /// Categories counted in the reference alone, ascending.
  public let vanished: [String]

  /// Compares two profiles.
  ///
  /// - Throws: ``StatisticsError/sampleTooSmall(count:minimum:)`` when one has no text.
  public init(reference: CategoricalProfile, current: CategoricalProfile) throws(StatisticsError) {
    guard reference.textCount > 0, current.textCount > 0 else {
      throw .sampleTooSmall(count: min(reference.textCount, current.textCount), minimum: 1)
    }
    let (n, m) = (Double(reference.textCount), Double(current.textCount))
    let (a, b) = (Double(reference.unassignedCount) / n, Double(current.unassignedCount) / m)
    var sum = 0.0
    // In one order, so that the sum is the same on every run.
    for category in Set(reference.counts.keys).union(current.counts.keys).sorted() {
      sum += abs(Double(reference.counts[category] ?? 0) / n - Double(current.counts[category] ?? 0) / m)
    }
    value = min(1, (sum + abs(a - b)) / 2)
    least = max(0, (sum - a - b) / 2)
    greatest = min(1, (sum + a + b) / 2)
    new = current.counts.keys.filter { reference.counts[$0] == nil }.sorted()
    vanished = reference.counts.keys.filter { current.counts[$0] == nil }.sorted()
  }
}
