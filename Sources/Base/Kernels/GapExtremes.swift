/// First extremes of F₁ − F₂ among the values of one side of a merge.
///
/// Gaps are compared as exact integers `c₁ m − c₂ n`; where these tie, as the floating-point difference `c₁/n − c₂/m`, so that the location is the one
/// scipy's first extremum in concat(sorted, sorted) gives.
struct GapExtremes {
  private var greatestGap = Int.min
  private var leastGap = Int.max
  private(set) var greatest = -Double.infinity
  private(set) var least = Double.infinity
  private(set) var greatestAt = Double.nan
  private(set) var leastAt = Double.nan

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
