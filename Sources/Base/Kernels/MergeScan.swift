/// One pass over two sorted samples: the extreme gaps of their empirical distributions and the area between them.
///
/// F₁, F₂ are right-continuous: F(x) = share of values ≤ x. The gaps are compared as exact integers `c₁ m − c₂ n` and, where these tie, as the
/// floating-point difference `c₁/n − c₂/m`, so that the location is the one scipy's first extremum in concat(sorted, sorted) gives.
/// ``RankScan`` does the same and all other rank statistics too, at about twice the cost.
public struct MergeScan: Sendable, Hashable {
  /// max(F₁ − F₂) over all pooled points; ≤ 0 only when never positive.
  public var greatestDifference: Double
  /// Value at which ``greatestDifference`` is first reached, searching the reference before the current sample.
  public var greatestLocation: Double
  /// min(F₁ − F₂) over all pooled points.
  public var leastDifference: Double
  /// Value at which ``leastDifference`` is first reached, searching the reference before the current sample.
  public var leastLocation: Double
  /// ∫ |F₁ − F₂| dx: the Wasserstein-1 distance; NaN or infinite when a sample holds an infinity.
  public var area: Double

  /// The extremes of both sides joined: the reference's are searched first.
  init(_ inReference: GapExtremes, _ inCurrent: GapExtremes, area: Double) {
    let useCurrentGreatest = inCurrent.greatest > inReference.greatest
    greatestDifference = useCurrentGreatest ? inCurrent.greatest : inReference.greatest
    greatestLocation = useCurrentGreatest ? inCurrent.greatestAt : inReference.greatestAt
    let useCurrentLeast = inCurrent.least < inReference.least
    leastDifference = useCurrentLeast ? inCurrent.least : inReference.least
    leastLocation = useCurrentLeast ? inCurrent.leastAt : inReference.leastAt
    self.area = area
  }

  /// Scans two samples.
  ///
  /// - Parameters:
  ///   - reference: sorted ascending, shape `[n]`, n ≥ 1, no NaN.
  ///   - current: sorted ascending, shape `[m]`, m ≥ 1, no NaN; n·m < 2⁶².
  /// - Complexity: O(n + m), no allocation.
  public init(reference: Span<Double>, current: Span<Double>) {
    let n = reference.count
    let m = current.count
    precondition(n > 0 && m > 0, "both samples have values")
    precondition(n < 1 << 31 && m < 1 << 31 && n.multipliedReportingOverflow(by: m).partialValue < 1 << 62, "n·m fits 62 bits")
    var inReference = GapExtremes()
    var inCurrent = GapExtremes()
    var area = 0.0
    let perPair = 1 / (Double(n) * Double(m))
    var i = 0
    var j = 0
    var fromReference = false
    let lastI = n - 1
    let lastJ = m - 1
    // While both sides have a value beyond the one taken, a step needs no bound but this one, and the side it takes from is no branch.
    while i < lastI && j < lastJ {
      // SAFETY: i < n − 1 and j < m − 1 by the loop's condition, so that i + a < n and j + b < m.
      let left = unsafe reference[unchecked: i]
      let right = unsafe current[unchecked: j]
      let value = left < right ? left : right
      let a = left <= value ? 1 : 0
      let b = right <= value ? 1 : 0
      let nextLeft = unsafe reference[unchecked: i &+ a]
      let nextRight = unsafe current[unchecked: j &+ b]
      let next = nextLeft < nextRight ? nextLeft : nextRight
      i &+= a
      j &+= b
      // More copies of the value follow: the gap counts only after the last. A copy on the side that has no turn now comes next turn.
      if next <= value {
        fromReference = fromReference || a == 1
        continue
      }
      let gap = i &* m &- j &* n
      area += abs(Double(gap)) * (next - value)
      if a == 1 || fromReference { inReference.note(gap, value, i, n, j, m) } else { inCurrent.note(gap, value, i, n, j, m) }
      fromReference = false
    }
    while i < n || j < m {
      var value = i < n ? reference[i] : current[j]
      if j < m && current[j] < value { value = current[j] }
      if i < n && reference[i] <= value { fromReference = true }
      while i < n && reference[i] <= value { i += 1 }
      while j < m && current[j] <= value { j += 1 }
      var next = i < n ? reference[i] : value
      if j < m && (i == n || current[j] < next) { next = current[j] }
      let gap = i &* m &- j &* n
      area += abs(Double(gap)) * (next - value)
      if fromReference { inReference.note(gap, value, i, n, j, m) } else { inCurrent.note(gap, value, i, n, j, m) }
      fromReference = false
    }
    self.init(inReference, inCurrent, area: area * perPair)
  }
}
