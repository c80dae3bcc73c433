internal import Statistics

#if canImport(Glibc)
  internal import Glibc
#endif

/// Offline change points of a column: the cheapest partition by ``RankCost`` with a penalty a change.
///
/// ```text
/// β = τ ln(N/α)        N = borders where a change may lie; τ = values that are worth one, 1 when independent
/// ```
/// Each border's gain exceeds β/τ by chance with probability about α/N or less, so that a column without change shows any change point with
/// probability at most about α. Up to ``maximumBlocks`` rows every row is such a border; longer columns are cut into as many blocks of equal length,
/// and a found border is then moved to the cheapest row of its two blocks. Changes whose neighbouring stretches differ by less than the least
/// effect are taken back, the least first.
///
/// NaN is skipped; ±inf take part by rank; a constant column has no change.
public struct ChangePointSearch: Hashable, Sendable {
  /// Borders of a long column at most.
  public static let maximumBlocks = 512
  /// Shortest stretch in rows.
  public static let minimumRows = 10

  /// Probability that a column without change shows one.
  public let alpha: Double
  /// Least KS distance of neighbouring stretches.
  public let minimumEffect: Double
  /// τ ≥ 1.
  public let inflation: Double

  /// A search.
  ///
  /// - Parameters:
  ///   - alpha: 0…1, exclusive.
  ///   - minimumEffect: 0…1.
  ///   - inflation: τ, at least 1.
  public init(alpha: Double, minimumEffect: Double, inflation: Double = 1) {
    precondition(alpha > 0 && alpha < 1 && inflation >= 1, "a level in 0…1 and an inflation of at least 1")
    self.alpha = alpha
    self.minimumEffect = minimumEffect
    self.inflation = inflation
  }

  /// β of a column with this many values.
  public func penalty(count: Int) -> Double { inflation * log(Double(max(2, min(count, Self.maximumBlocks))) / alpha) }

  /// Change points in order.
  ///
  /// - Complexity: O(n) and at most ``maximumBlocks``²/2 costs of 15 counts each.
  public func changePoints(of column: [Double]) -> [ChangePoint] {
    let rows = column.indices.filter { !column[$0].isNaN }
    let values = rows.map { column[$0] }
    guard values.count >= 2 * Self.minimumRows else { return [] }
    let blocks = min(values.count, Self.maximumBlocks)
    let cost = RankCost(values, blocks: blocks)
    guard !cost.thresholds.isEmpty else { return [] }
    let shortest = values.count / blocks
    let minimum = (Self.minimumRows + shortest - 1) / shortest
    let penalty = penalty(count: values.count)
    let borders = PrunedPartition.borders(count: blocks, minimum: minimum, penalty: penalty) { cost.cost(from: $0, to: $1) }
    var places = [0] + borders.map { cost.borders[$0] } + [values.count]
    if values.count > blocks {
      for index in borders.indices {
        let room =
          max(
            places[index] + Self.minimumRows, cost.borders[borders[index] - 1])...min(
            places[index + 2] - Self.minimumRows, cost.borders[borders[index] + 1])
        places[index + 1] = cheapest(values, cost, from: places[index], to: places[index + 2], within: room)
      }
    }
    return judged(values, &places, cost).map { point in
      ChangePoint(
        row: rows[point.row], effect: point.effect, medianBefore: point.medianBefore, medianAfter: point.medianAfter, gain: point.gain)
    }
  }

  /// The row within `room` at which splitting `from ..< to` is cheapest, the earliest of several.
  private func cheapest(_ values: [Double], _ cost: RankCost, from: Int, to: Int, within room: ClosedRange<Int>) -> Int {
    let whole = counts(values, cost, from..<to)
    var left = counts(values, cost, from..<room.lowerBound)
    var (best, place) = (Double.infinity, room.lowerBound)
    for row in room {
      if row > room.lowerBound {
        for k in cost.thresholds.indices where values[row - 1] <= cost.thresholds[k] { left[k] += 1 }
      }
      let right = zip(whole, left).map { $0 - $1 }
      let value = cost.cost(length: row - from, counts: left) + cost.cost(length: to - row, counts: right)
      if value < best { (best, place) = (value, row) }
    }
    return place
  }

  private func counts(_ values: [Double], _ cost: RankCost, _ rows: Range<Int>) -> [Int] {
    var counts = Array(repeating: 0, count: cost.thresholds.count)
    for row in rows {
      for k in cost.thresholds.indices where values[row] <= cost.thresholds[k] { counts[k] += 1 }
    }
    return counts
  }

  /// Effects and gains of borders; those below the least effect go, the least first, and their neighbours are judged anew.
  private func judged(_ values: [Double], _ places: inout [Int], _ cost: RankCost) -> [ChangePoint] {
    while places.count > 2 {
      let points = (1..<(places.count - 1)).map { point(values, cost, places[$0 - 1], places[$0], places[$0 + 1]) }
      guard let least = points.indices.min(by: { points[$0].effect < points[$1].effect }), points[least].effect < minimumEffect else {
        return points
      }
      places.remove(at: least + 1)
    }
    return []
  }

  private func point(_ values: [Double], _ cost: RankCost, _ from: Int, _ row: Int, _ to: Int) -> ChangePoint {
    let before = SortedSample(Array(values[from..<row]))
    let after = SortedSample(Array(values[row..<to]))
    let (left, right) = (counts(values, cost, from..<row), counts(values, cost, row..<to))
    let apart = cost.cost(length: row - from, counts: left) + cost.cost(length: to - row, counts: right)
    return ChangePoint(
      row: row, effect: (try? KolmogorovSmirnov(reference: before.values.span, current: after.values.span))?.statistic ?? 0,
      medianBefore: Quantile.linear(sorted: before.values.span, probability: 0.5),
      medianAfter: Quantile.linear(sorted: after.values.span, probability: 0.5),
      gain: cost.cost(length: to - from, counts: zip(left, right).map { $0 + $1 }) - apart)
  }
}
