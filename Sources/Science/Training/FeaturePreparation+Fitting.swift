internal import Statistics

extension FeaturePreparation.Fitted {
  /// Fits a rule on a column's training values, `present` of `rows` of which are there.
  init(_ rule: FeaturePreparation.Rule, present: [Double], rows: Int) throws(PreparationFault) {
    let sorted = present.sorted()
    let fill: Double?
    switch rule.imputation {
    case .mean:
      guard !present.isEmpty else { throw PreparationFault(column: rule.column, reason: "has no value in the training rows to take a mean of") }
      fill = Self.moments(present, count: 0, fill: 0).mean
    case .median:
      guard !present.isEmpty else { throw PreparationFault(column: rule.column, reason: "has no value in the training rows to take a median of") }
      fill = Self.quantile(0.5, sorted, filled: 0, with: 0)
    case .constant(let value):
      guard value.isFinite else { throw PreparationFault(column: rule.column, reason: "is to be filled with \(value), which is no number") }
      fill = value
    case .passthrough: fill = nil
    }
    let filled = fill == nil ? 0 : rows - present.count
    let isEmpty = present.count + filled == 0
    var (center, spread, width, floor) = (0.0, 1.0, 1.0, 0.0)
    switch rule.scaling {
    case .passthrough: break
    case _ where isEmpty: throw PreparationFault(column: rule.column, reason: "has no value in the training rows to be scaled by")
    case .standard:
      let moments = Self.moments(present, count: filled, fill: fill ?? 0)
      center = moments.mean
      spread = (moments.squares / Double(moments.count)).squareRoot()
    case .minmax(let from, let to):
      guard from.isFinite, to.isFinite, from < to else { throw PreparationFault(column: rule.column, reason: "is to be brought to \(from) to \(to), which is no range") }
      let least = min(sorted.first ?? .infinity, filled > 0 ? fill ?? .infinity : .infinity)
      let greatest = max(sorted.last ?? -.infinity, filled > 0 ? fill ?? -.infinity : -.infinity)
      (center, spread, width, floor) = (least, greatest - least, to - from, from)
    case .robust:
      center = Self.quantile(0.5, sorted, filled: filled, with: fill ?? 0)
      spread = Self.quantile(0.75, sorted, filled: filled, with: fill ?? 0) - Self.quantile(0.25, sorted, filled: filled, with: fill ?? 0)
    }
    guard center.isFinite, spread.isFinite else { throw PreparationFault(column: rule.column, reason: "has values too large to be scaled") }
    self.rule = rule
    self.fill = fill
    self.center = center
    self.spread = spread > 0 ? spread : 1
    self.width = width
    self.floor = floor
  }

  /// Filled and scaled; NaN where it is missing and stays so.
  @inline(__always) func apply(_ value: Double) -> Double {
    let filled = value.isFinite ? value : fill ?? .nan
    return (filled - center) / spread * width + floor
  }

  @inline(__always) func inverse(_ value: Double) -> Double { (value - floor) / width * spread + center }

  private static func moments(_ present: [Double], count: Int, fill: Double) -> Moments {
    var moments = Moments()
    for value in present { moments.update(value) }
    for _ in 0..<count { moments.update(fill) }
    return moments
  }

  /// Linear interpolation at (n − 1) q of the sorted values with `filled` copies of a fill among them (Hyndman and Fan's seventh).
  private static func quantile(_ q: Double, _ sorted: [Double], filled: Int, with fill: Double) -> Double {
    let below = sorted.partitioningIndex { $0 >= fill }
    func value(_ rank: Int) -> Double {
      if filled == 0 || rank < below { return sorted[rank] }
      return rank < below + filled ? fill : sorted[rank - filled]
    }
    let place = Double(sorted.count + filled - 1) * q
    let rank = Int(place)
    let lower = value(rank)
    let share = place - Double(rank)
    return share == 0 ? lower : lower + share * (value(rank + 1) - lower)
  }
}

extension [Double] {
  /// Index of the first element for which a predicate holds that, once true, stays true.
  fileprivate func partitioningIndex(_ holds: (Double) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
