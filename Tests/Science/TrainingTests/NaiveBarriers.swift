import TestSupport

@testable import Training

/// Rows and prices in order, and each row's label by definition from the whole of them.
struct NaiveBarriers {
  struct Row: Hashable {
    var time: Int64
    var price: Int64
    var volatility: Double?
  }

  var rows: [Row]
  let barriers: TripleBarrier

  /// A seeded walk with ties, pauses and jumps.
  static func rows(seed: UInt64, count: Int) -> [Row] {
    var random = SeededGenerator(seed: seed)
    var (time, price): (Int64, Int64) = (0, 2000)
    return (0..<count).map { _ in
      time += random.next() % 4 == 0 ? 0 : Int64(random.next() % 12)
      if random.next() % 80 == 0 { time += 400 }
      price = max(0, price + Int64(random.next() % 9) - 4)
      if random.next() % 200 == 0 { price = random.next() % 2 == 0 ? 0 : 2000 }
      return Row(time: time, price: price, volatility: random.next() % 10 == 0 ? nil : Double(random.next() % 4) * 0.0005)
    }
  }

  /// `nil` where the label is not known.
  var touches: [BarrierTouch?] { rows.indices.map { judge($0) } }

  private func judge(_ index: Int) -> BarrierTouch? {
    let row = rows[index]
    var units: Int128 = 0
    if barriers.isVolatilityMultiple {
      guard let volatility = row.volatility else { return nil }
      units = Int128((volatility * 10_000).rounded())  // the walk's σ are multiples of 10⁻⁴
    }
    func touch(_ barrier: BarrierTouch.Barrier, _ end: Row) -> BarrierTouch {
      BarrierTouch(row: index, barrier: barrier, startTime: row.time, startPrice: row.price, endTime: end.time, endPrice: end.price)
    }
    func distance(_ ratio: ExactRatio) -> (part: Int128, whole: Int128) {
      barriers.isVolatilityMultiple
        ? (Int128(ratio.numerator) * units, Int128(ratio.denominator) * 10_000) : (Int128(ratio.numerator), Int128(ratio.denominator))
    }
    for later in rows where later.time > row.time && later.time <= row.time + barriers.horizonNanoseconds {
      if let up = barriers.up.map(distance), Int128(later.price) * up.whole >= Int128(row.price) * (up.whole + up.part) { return touch(.upper, later) }
      if let down = barriers.down.map(distance), Int128(later.price) * down.whole <= Int128(row.price) * (down.whole - down.part) { return touch(.lower, later) }
    }
    guard let end = rows.last, end.time >= row.time + barriers.horizonNanoseconds else { return nil }
    return rows.last { $0.time <= row.time + barriers.horizonNanoseconds }.map { touch(.horizon, $0) }
  }
}
