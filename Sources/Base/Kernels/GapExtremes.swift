/// First extremes of F₁ − F₂ along a merge, for each side on its own.
///
/// Gaps are compared as exact integers `c₁ m − c₂ n`; where these tie, as the floating-point difference `c₁/n − c₂/m`, so that the location is the one
/// scipy's first extremum in concat(sorted, sorted) gives. A gap inside ``least`` … ``greatest`` cannot be an extreme and need not be noted: that is the
/// one well-predicted comparison a merge pays.
struct GapExtremes {
  private struct Place {
    var gap: Int
    var i = 0
    var j = 0
    var value = Double.nan

    func difference(_ n: Int, _ m: Int) -> Double { Double(i) / Double(n) - Double(j) / Double(m) }
  }

  /// Greatest gap noted.
  private(set) var greatest = Int.min
  /// Least gap noted.
  private(set) var least = Int.max
  private var highs = (reference: Place(gap: .min), current: Place(gap: .min))
  private var lows = (reference: Place(gap: .max), current: Place(gap: .max))

  /// Takes in the gap after a group that the reference (or the current sample alone) has a value in.
  mutating func note(_ gap: Int, _ value: Double, _ i: Int, _ n: Int, _ j: Int, _ m: Int, fromReference: Bool) {
    let place = Place(gap: gap, i: i, j: j, value: value)
    if gap >= greatest {
      greatest = gap
      if fromReference { Self.raise(&highs.reference, place, n, m) } else { Self.raise(&highs.current, place, n, m) }
    }
    if gap <= least {
      least = gap
      if fromReference { Self.lower(&lows.reference, place, n, m) } else { Self.lower(&lows.current, place, n, m) }
    }
  }

  private static func raise(_ held: inout Place, _ place: Place, _ n: Int, _ m: Int) {
    if place.gap > held.gap || place.difference(n, m) > held.difference(n, m) { held = place }
  }

  private static func lower(_ held: inout Place, _ place: Place, _ n: Int, _ m: Int) {
    if place.gap < held.gap || place.difference(n, m) < held.difference(n, m) { held = place }
  }

  /// The greatest difference and where it is first reached, the reference's values searched first.
  func high(_ n: Int, _ m: Int) -> (difference: Double, at: Double) {
    Self.first(highs.reference, highs.current, n, m) { $0 > $1 }
  }

  /// The least difference and where it is first reached, the reference's values searched first.
  func low(_ n: Int, _ m: Int) -> (difference: Double, at: Double) {
    Self.first(lows.reference, lows.current, n, m) { $0 < $1 }
  }

  private static func first(_ reference: Place, _ current: Place, _ n: Int, _ m: Int, _ beats: (Double, Double) -> Bool) -> (Double, Double) {
    // A side without a place of the extreme gap holds an older, smaller one, or none.
    if reference.value.isNaN { return (current.difference(n, m), current.value) }
    if current.value.isNaN || !beats(current.difference(n, m), reference.difference(n, m)) { return (reference.difference(n, m), reference.value) }
    return (current.difference(n, m), current.value)
  }
}
