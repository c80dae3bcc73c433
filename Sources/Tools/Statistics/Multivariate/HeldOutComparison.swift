/// Are current rows scored as the reference's own are, by a model learned on half of the reference?
///
/// Given the model, the other half's rows and the current ones are both new to it, so that the permutation law of the difference of their
/// mean scores is exact for independent rows. Two-sided.
struct HeldOutComparison {
  let referenceMean: Double
  let currentMean: Double
  /// The difference in standard deviations of the held-out scores; ±inf when these do not vary and the means differ.
  let effect: Double
  let pValue: Double

  /// Rows of the reference to learn from and rows to hold out: every other run, of one row or of a block.
  static func halves(_ rows: Int, _ scheme: PermutationScheme) -> (learning: [Int], held: [Int]) {
    var run = 1
    if case .blocks(let length) = scheme { run = max(1, min(length, rows / 2)) }
    return ((0..<rows).filter { ($0 / run).isMultiple(of: 2) }, (0..<rows).filter { !($0 / run).isMultiple(of: 2) })
  }

  init(held: [Double], current: [Double], plan: PermutationPlan, using generator: inout some RandomNumberGenerator) {
    let pooled = held + current
    let total = pooled.reduce(0, +)
    let (n, m) = (Double(held.count), Double(current.count))
    let own = held.reduce(0, +)
    let (referenceMean, currentMean) = (own / n, (total - own) / m)
    var permuted = [Double](repeating: 0, count: plan.count)
    plan.forEach(reference: held.count, current: current.count, using: &generator) { permutation, members in
      let part = members.reduce(0) { $0 + pooled[$1] }
      permuted[permutation] = abs((total - part) / m - part / n)
    }
    let difference = currentMean - referenceMean
    pValue = PermutationPlan.pValue(observed: abs(difference), permuted: permuted, slack: 1e-12 * (abs(referenceMean) + abs(currentMean)))
    var moments = Moments()
    for score in held { moments.update(score) }
    let deviation = moments.standardDeviation ?? 0
    effect = deviation > 0 ? difference / deviation : (difference == 0 ? 0 : difference * .infinity)
    self.referenceMean = referenceMean
    self.currentMean = currentMean
  }
}
