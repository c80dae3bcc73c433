/// One pass over two sorted samples that serves the rank statistics: the extreme gaps of their empirical distributions and the area between them.
///
/// F₁, F₂ are right-continuous: F(x) = share of values ≤ x. The gaps are compared as exact integers `c₁ m − c₂ n` and, where these tie, as the
/// floating-point difference `c₁/n − c₂/m`, so that the location is the one scipy's first extremum in concat(sorted, sorted) gives.
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
    precondition(n.multipliedReportingOverflow(by: m).partialValue < 1 << 62 && n < 1 << 31 && m < 1 << 31, "n·m fits 62 bits")
    var inReference = Extremes()
    var inCurrent = Extremes()
    var area = 0.0
    let perReference = 1 / Double(n)
    let perCurrent = 1 / Double(m)
    var i = 0
    var j = 0
    var pooled = min(reference[0], current[0])
    while i < n && j < m {
      let startI = i
      // SAFETY: i < n and j < m by the loop's condition.
      var left = unsafe reference[unchecked: i]
      var right = unsafe current[unchecked: j]
      let value = left < right ? left : right
      // All copies of one value are taken before the gap is looked at. Ties are rare in most data, so the inner loops rarely turn.
      while left <= value {
        i &+= 1
        if i == n { break }
        // SAFETY: i < n.
        left = unsafe reference[unchecked: i]
      }
      while right <= value {
        j &+= 1
        if j == m { break }
        // SAFETY: j < m.
        right = unsafe current[unchecked: j]
      }
      let gap = i &* m &- j &* n
      let next = i < n ? (j < m ? (left < right ? left : right) : left) : (j < m ? right : value)
      area += abs(Double(i) * perReference - Double(j) * perCurrent) * (next - value)
      if i > startI {
        inReference.note(gap, value, i, n, j, m)
      } else {
        inCurrent.note(gap, value, i, n, j, m)
      }
      pooled = next
    }
    // One side is used up: the rest of the other runs monotonically to a gap of 0 at its last value.
    while i < n {
      let value = pooled
      repeat { i += 1 } while i < n && reference[i] <= value
      let next = i < n ? reference[i] : value
      area += abs(Double(i) * perReference - 1) * (next - value)
      inReference.note(i &* m &- m &* n, value, i, n, m, m)
      pooled = next
    }
    while j < m {
      let value = pooled
      repeat { j += 1 } while j < m && current[j] <= value
      let next = j < m ? current[j] : value
      area += abs(1 - Double(j) * perCurrent) * (next - value)
      inCurrent.note(n &* m &- j &* n, value, n, n, j, m)
      pooled = next
    }
    let useCurrentGreatest = inCurrent.greatest > inReference.greatest
    greatestDifference = useCurrentGreatest ? inCurrent.greatest : inReference.greatest
    greatestLocation = useCurrentGreatest ? inCurrent.greatestAt : inReference.greatestAt
    let useCurrentLeast = inCurrent.least < inReference.least
    leastDifference = useCurrentLeast ? inCurrent.least : inReference.least
    leastLocation = useCurrentLeast ? inCurrent.leastAt : inReference.leastAt
    self.area = area
  }

  /// First extremes among the values of one side.
  private struct Extremes {
    var greatestGap = Int.min
    var leastGap = Int.max
    var greatest = -Double.infinity
    var least = Double.infinity
    var greatestAt = Double.nan
    var leastAt = Double.nan

    @inline(__always) mutating func note(_ gap: Int, _ value: Double, _ i: Int, _ n: Int, _ j: Int, _ m: Int) {
      if gap >= greatestGap {
        greatestGap = gap
        let difference = Double(i) / Double(n) - Double(j) / Double(m)
        if difference > greatest {
          greatest = difference
          greatestAt = value
        }
      }
      if gap <= leastGap {
        leastGap = gap
        let difference = Double(i) / Double(n) - Double(j) / Double(m)
        if difference < least {
          least = difference
          leastAt = value
        }
      }
    }
  }
}
