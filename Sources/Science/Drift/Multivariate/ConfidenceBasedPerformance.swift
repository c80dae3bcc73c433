/// Performance of a binary classifier estimated without labels, from its calibrated probabilities (CBPE).
///
/// With c the probability of the positive class, a decision for it is right with probability c and one against it with 1 − c, so that the
/// expected confusion matrix is a sum over rows:
/// ```text
/// TP = Σ c [ŷ=1]    FP = Σ (1−c) [ŷ=1]    FN = Σ c [ŷ=0]    TN = Σ (1−c) [ŷ=0]
/// ```
/// Every metric follows from it. Right while the probabilities stay calibrated: covariate drift may pass, a change of what the features
/// mean may not. Rows with a NaN are dropped and counted.
///
/// Source: NannyML's CBPE; Garg et al. 2022 for what it can and cannot see.
public struct ConfidenceBasedPerformance: Sendable, Hashable {
  /// Rows used.
  public let rows: Int
  /// Rows with a NaN, left out.
  public let nanRows: Int
  /// Expected true positives.
  public let truePositives: Double
  /// Expected false positives.
  public let falsePositives: Double
  /// Expected false negatives.
  public let falseNegatives: Double
  /// Expected true negatives.
  public let trueNegatives: Double
  /// Standard deviation of the accuracy that will be seen, given calibrated probabilities: √Σ c(1−c) / n.
  public let accuracyDeviation: Double
  /// Expected AUC of the raw scores, tied scores counted half; nil when one class has no expected row.
  public let areaUnderCurve: Double?
  /// The same as NannyML 0.13 computes it: ties in order of the rows, cumulated counts rounded to five decimals.
  public let roundedAreaUnderCurve: Double?

  /// Estimates.
  ///
  /// - Parameters:
  ///   - calibrated: probability of the positive class, 0…1.
  ///   - decisions: the classifier's answers.
  ///   - raw: scores that the decisions and the AUC go by; nil for the probabilities themselves.
  /// - Throws: ``PerformanceEstimateError``.
  /// - Complexity: O(n log n).
  public init(calibrated: [Double], decisions: [Bool], raw: [Double]? = nil) throws(PerformanceEstimateError) {
    let scores = raw ?? calibrated
    guard decisions.count == calibrated.count, scores.count == calibrated.count else {
      throw .lengthsDiffer(probabilities: calibrated.count, others: decisions.count == calibrated.count ? scores.count : decisions.count)
    }
    let kept = calibrated.indices.filter { !calibrated[$0].isNaN && !scores[$0].isNaN }
    nanRows = calibrated.count - kept.count
    rows = kept.count
    guard !kept.isEmpty else { throw .noRows(dropped: nanRows) }
    var (hits, alarms, misses, rejections, spread) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in kept {
      let c = calibrated[row]
      guard c >= 0, c <= 1 else { throw .notAProbability(row: row, value: c) }
      if decisions[row] {
        hits += c
        alarms += 1 - c
      } else {
        misses += c
        rejections += 1 - c
      }
      spread += c * (1 - c)
    }
    truePositives = hits
    falsePositives = alarms
    falseNegatives = misses
    trueNegatives = rejections
    accuracyDeviation = spread.squareRoot() / Double(kept.count)
    // Stable: rows of one score stay in their order.
    let order = kept.sorted { scores[$0] > scores[$1] || (scores[$0] == scores[$1] && $0 < $1) }
    areaUnderCurve = Self.area(order.map { (scores[$0], calibrated[$0]) })
    roundedAreaUnderCurve = Self.roundedArea(order.map { calibrated[$0] })
  }

  /// (TP + TN)/n.
  public var accuracy: Double { (truePositives + trueNegatives) / Double(rows) }
  /// TP/(TP + FP); nil without a positive decision.
  public var precision: Double? { Self.ratio(truePositives, falsePositives) }
  /// TP/(TP + FN); nil without an expected positive.
  public var recall: Double? { Self.ratio(truePositives, falseNegatives) }
  /// TN/(TN + FP); nil without an expected negative.
  public var specificity: Double? { Self.ratio(trueNegatives, falsePositives) }
  /// 2TP/(2TP + FP + FN); nil when all three are 0.
  public var f1: Double? { Self.ratio(2 * truePositives, falsePositives + falseNegatives) }

  private static func ratio(_ part: Double, _ rest: Double) -> Double? { part + rest > 0 ? part / (part + rest) : nil }

  /// Trapezoids over groups of equal scores, best first.
  private static func area(_ pairs: [(score: Double, probability: Double)]) -> Double? {
    var (positives, negatives, area) = (0.0, 0.0, 0.0)
    var start = 0
    while start < pairs.count {
      var end = start
      var (more, less) = (0.0, 0.0)
      while end < pairs.count, pairs[end].score == pairs[start].score {
        more += pairs[end].probability
        less += 1 - pairs[end].probability
        end += 1
      }
      area += less * (positives + more / 2)
      positives += more
      negatives += less
      start = end
    }
    return positives > 0 && negatives > 0 ? area / (positives * negatives) : nil
  }

  private static func roundedArea(_ probabilities: [Double]) -> Double? {
    func rounded(_ value: Double) -> Double { (value * 1e5).rounded(.toNearestOrEven) / 1e5 }
    var (positives, seen, area) = (0.0, 0.0, 0.0)
    var (hits, alarms) = (0.0, 0.0)
    for probability in probabilities {
      positives += probability
      seen += 1
      let (nextHits, nextAlarms) = (rounded(positives), rounded(seen - positives))
      area += (nextAlarms - alarms) * (hits + nextHits) / 2
      (hits, alarms) = (nextHits, nextAlarms)
    }
    return hits > 0 && alarms > 0 ? area / (hits * alarms) : nil
  }
}
