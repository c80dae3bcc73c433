/// Area under the receiver operating curve and its law when scores say nothing.
///
/// ```text
/// AUC = P(score of a positive > score of a negative) + ½ P(equal) = U/(n m)
/// Var₀ U = n m (N + 1)/12 · (1 − Σ(t³ − t)/(N³ − N))      t the sizes of ties
/// ```
/// Source: Mann & Whitney 1947; ties as in Lehmann 1975 §1.4.
struct ReceiverOperatingCurve {
  /// 0…1; ½ when a side is empty.
  let area: Double
  /// √Var₀ of the area; 0 when all scores are equal or a side is empty.
  let standardError: Double

  init(_ scores: [Double], isPositive: [Bool]) {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }
    let positives = isPositive.reduce(0) { $0 + ($1 ? 1 : 0) }
    let (n, m, total) = (Double(positives), Double(scores.count - positives), Double(scores.count))
    var rankSum = 0.0
    var ties = 0.0
    var start = 0
    while start < order.count {
      var end = start + 1
      while end < order.count, scores[order[end]] == scores[order[start]] { end += 1 }
      let size = Double(end - start)
      let rank = Double(start) + (size + 1) / 2
      for index in start..<end where isPositive[order[index]] { rankSum += rank }
      ties += size * size * size - size
      start = end
    }
    guard n > 0, m > 0 else {
      area = 0.5
      standardError = 0
      return
    }
    area = (rankSum - n * (n + 1) / 2) / (n * m)
    let spread = total > 1 ? 1 - ties / (total * total * total - total) : 0
    standardError = (max(0, spread) * (total + 1) / (12 * n * m)).squareRoot()
  }

  /// P(AUC ≥ observed) when scores say nothing, by the normal law; 1 when no score differs.
  var pValue: Double { standardError > 0 ? NormalDistribution.survival((area - 0.5) / standardError) : 1 }
}
