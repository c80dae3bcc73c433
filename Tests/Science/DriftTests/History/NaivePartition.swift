import Foundation

/// Optimal partitioning without pruning: every last border tried at every place, O(n²).
enum NaivePartition {
  static func borders(count: Int, minimum: Int, penalty: Double, cost: (Int, Int) -> Double) -> (borders: [Int], total: Double) {
    guard count >= minimum else { return ([], 0) }
    var best = Array(repeating: Double.infinity, count: count + 1)
    var last = Array(repeating: 0, count: count + 1)
    best[0] = -penalty
    for t in minimum...count {
      for s in 0...(t - minimum) where best[s].isFinite {
        let value = best[s] + cost(s, t) + penalty
        if value < best[t] { (best[t], last[t]) = (value, s) }
      }
    }
    var borders: [Int] = []
    var t = last[count]
    while t > 0 {
      borders.append(t)
      t = last[t]
    }
    return (borders.reversed(), best[count])
  }

  /// ``RankCost`` from its definition: counts and logarithms anew for every stretch.
  static func cost(_ values: [Double], thresholds: [Double], weights: [Double], _ rows: Range<Int>) -> Double {
    var sum = 0.0
    for (threshold, weight) in zip(thresholds, weights) {
      let share = Double(values[rows].count { $0 <= threshold }) / Double(rows.count)
      for part in [share, 1 - share] where part > 0 { sum -= 2 * weight * Double(rows.count) * part * log(part) }
    }
    return sum
  }
}
