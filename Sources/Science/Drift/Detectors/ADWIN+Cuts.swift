#if canImport(Glibc)
internal import Glibc
#endif

extension ADWIN {
  /// Whose ε the difference of the two means must exceed.
  public enum Bound: String, Hashable, Sendable, Codable, CaseIterable {
    /// MOA's and river's, with reciprocals of n − l + 1.
    case moa
    /// The paper's Hoeffding bound √(½ m⁻¹ ln(4W/δ)), for values in 0…1; m⁻¹ = 1/n₀ + 1/n₁.
    case hoeffding
    /// The paper's Bernstein bound √(2 m⁻¹ σ² L) + ⅔ m⁻¹ L, L = ln(2 ln(W)/δ).
    case bernstein
  }

  /// Tries every cut from the oldest bucket on; true at the first that holds.
  mutating func scan(isFirst: Bool) -> Bool {
    let size = Double(width)
    let least = Double(minWindowLength)
    let confidence = bound == .hoeffding ? log(4 * size / delta) : log(2 * log(size) / delta)
    if bound == .bernstein && confidence <= 0 { return false }
    let spread = 2 * (varianceSum / size) * confidence
    let slope = 2.0 / 3 * confidence
    let records = recordsCut && isFirst
    // ε² ≥ spread · m⁻¹ and m⁻¹ ≥ (W − 2l + 2)/(n₀n₁): a gap below that needs neither division nor root. The gap is taken at its greatest within rounding.
    let floor = bound == .moa && !records ? spread * (size - 2 * least + 2) : -1
    let rounding = 4 * Double.ulpOfOne
    var n0 = 0.0
    var u0 = 0.0
    var row = rows - 1
    while row >= 0 {
      let base = row * rowStride + starts[row]
      let bucket = Double(1 << row)
      var place = base
      // The newest bucket is never cut off.
      let end = base + filled[row] - (row == 0 ? 1 : 0)
      while place < end {
        n0 += bucket
        u0 += sums[place]
        place += 1
        let n1 = size - n0
        if n0 < least || n1 < least { continue }
        let (left, right) = (u0 * size, total * n0)
        let gap = abs(left - right) + rounding * (abs(left) + abs(right))
        if gap * gap < floor * (n0 * n1) { continue }
        if holds(n0, u0, n1, confidence: confidence, spread: spread, slope: slope, records: records) { return true }
      }
      row -= 1
    }
    return false
  }

  /// One cut, weighed in full.
  private mutating func holds(_ n0: Double, _ u0: Double, _ n1: Double, confidence: Double, spread: Double, slope: Double, records: Bool) -> Bool {
    let difference = abs(u0 / n0 - (total - u0) / n1)
    let threshold: Double
    switch bound {
    case .moa:
      let least = Double(minWindowLength)
      let reciprocal = 1 / (n0 - least + 1) + 1 / (n1 - least + 1)
      threshold = (spread * reciprocal).squareRoot() + slope * reciprocal
    case .hoeffding:
      threshold = ((1 / n0 + 1 / n1) / 2 * confidence).squareRoot()
    case .bernstein:
      let reciprocal = 1 / n0 + 1 / n1
      threshold = (spread * reciprocal).squareRoot() + slope * reciprocal
    }
    if records, cut.map({ difference * $0.threshold > $0.difference * threshold }) ?? true {
      cut = Cut(
        difference: difference, threshold: threshold, olderMean: u0 / n0, newerMean: (total - u0) / n1, olderCount: Int(n0), newerCount: Int(n1))
    }
    return bound == .moa ? difference > threshold : difference >= threshold
  }
}
