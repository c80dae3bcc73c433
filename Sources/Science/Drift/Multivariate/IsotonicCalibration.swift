/// Calibrated probabilities from a classifier's scores: the non-decreasing step function nearest to the labels, by pooling adjacent violators.
///
/// Learned on a labelled reference; between two steps the probability is interpolated, outside them the nearest step's holds.
///
/// Source: Ayer et al. 1955; Zadrozny & Elkan 2002.
public struct IsotonicCalibration: Sendable, Hashable {
  /// Scores at which a step begins or ends, ascending and distinct.
  public let scores: [Double]
  /// Probability at each of ``scores``, non-decreasing, 0…1.
  public let probabilities: [Double]
  /// Rows with a NaN score, left out.
  public let nanRows: Int

  /// Fewest labelled rows.
  public static let minimumRows = 2

  /// Learns from labelled rows.
  ///
  /// - Parameters:
  ///   - scores: any numbers, larger for more positive; ±inf allowed.
  ///   - isPositive: one label a row.
  /// - Throws: ``PerformanceEstimateError``.
  /// - Complexity: O(n log n).
  public init(scores raw: [Double], isPositive: [Bool]) throws(PerformanceEstimateError) {
    guard raw.count == isPositive.count else { throw .lengthsDiffer(probabilities: raw.count, others: isPositive.count) }
    let order = raw.indices.filter { !raw[$0].isNaN }.sorted { raw[$0] < raw[$1] }
    nanRows = raw.count - order.count
    guard order.count >= Self.minimumRows else { throw .tooFewLabels(count: order.count, minimum: Self.minimumRows) }
    var pools: [Pool] = []
    for row in order {
      let positive = isPositive[row] ? 1.0 : 0.0
      if let last = pools.indices.last, pools[last].high == raw[row], pools[last].low == raw[row] {
        pools[last].positives += positive
        pools[last].count += 1
      } else {
        pools.append(Pool(low: raw[row], high: raw[row], positives: positive, count: 1))
      }
    }
    var merged: [Pool] = []
    for pool in pools {
      merged.append(pool)
      while merged.count > 1, merged[merged.count - 2].share >= merged[merged.count - 1].share {
        let last = merged.removeLast()
        merged[merged.count - 1].high = last.high
        merged[merged.count - 1].positives += last.positives
        merged[merged.count - 1].count += last.count
      }
    }
    var places: [Double] = []
    var shares: [Double] = []
    for pool in merged {
      places.append(pool.low)
      shares.append(pool.share)
      if pool.high > pool.low {
        places.append(pool.high)
        shares.append(pool.share)
      }
    }
    scores = places
    probabilities = shares
  }

  /// The probability of a score; NaN for NaN.
  ///
  /// - Complexity: O(log steps).
  public func probability(of score: Double) -> Double {
    if score.isNaN { return .nan }
    var (low, high) = (0, scores.count)
    while low < high {
      let middle = (low + high) / 2
      if scores[middle] <= score { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return probabilities[0] }
    guard low < scores.count, scores[low - 1] < score else { return probabilities[low - 1] }
    let (before, after) = (scores[low - 1], scores[low])
    guard before.isFinite, after.isFinite else { return probabilities[low - 1] }
    return probabilities[low - 1] + (probabilities[low] - probabilities[low - 1]) * ((score - before) / (after - before))
  }

  private struct Pool {
    var low: Double
    var high: Double
    var positives: Double
    var count: Double
    var share: Double { positives / count }
  }
}
