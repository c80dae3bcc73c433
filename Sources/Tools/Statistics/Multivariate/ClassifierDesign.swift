/// The inputs of a classifier two-sample test and its cross-fitting.
struct ClassifierDesign {
  private let inputs: SampleMatrix
  /// The one or two features that make each input.
  private let factors: [(Int, Int?)]
  private let features: Int

  /// Features over their pooled mean and standard deviation, which know no labels; products of these.
  ///
  /// - Throws: ``MultivariateError/constantColumn(_:)``.
  init(_ reference: SampleMatrix, _ current: SampleMatrix, _ kind: ClassifierTwoSampleTest.Inputs) throws(MultivariateError) {
    let pooled = try SampleMatrix.pooled(reference, current).standardised()
    features = pooled.columns
    guard kind == .quadratic else {
      inputs = pooled
      factors = (0..<pooled.columns).map { ($0, nil) }
      return
    }
    var values = pooled.values
    var factors: [(Int, Int?)] = (0..<pooled.columns).map { ($0, nil) }
    values.reserveCapacity(pooled.rows * pooled.columns * (pooled.columns + 3) / 2)
    for j in 0..<pooled.columns {
      for k in j..<pooled.columns {
        let product = zip(pooled.column(j), pooled.column(k)).map { $0 * $1 }
        let moments = product.reduce(into: Moments()) { $0.update($1) }
        // A product of standardised features has mean Rⱼₖ and a spread of about 1; a two-valued feature's square is constant and says nothing.
        guard let deviation = moments.standardDeviation, deviation > 1e-9 else { continue }
        values.append(contentsOf: product.map { ($0 - moments.mean) / deviation })
        factors.append((j, k))
      }
    }
    inputs = SampleMatrix(values: values, rows: pooled.rows, columns: factors.count)
    self.factors = factors
  }

  /// A fold for every pooled row, each side dealt evenly, in runs of adjacent rows.
  static func deal(_ n: Int, _ m: Int, folds: Int, run: Int, using generator: inout some RandomNumberGenerator) -> [Int] {
    var assignment: [Int] = []
    for count in [n, m] {
      let runs = (count + run - 1) / run
      var dealt = (0..<runs).map { $0 % folds }
      for index in stride(from: runs - 1, to: 0, by: -1) { dealt.swapAt(index, PermutationPlan.draw(below: index + 1, using: &generator)) }
      assignment += (0..<count).map { dealt[$0 / run] }
    }
    return assignment
  }

  /// Learns on all folds but one, scores that one, in turn.
  func crossFit(
    _ isCurrent: [Bool], _ assignment: [Int], _ folds: Int, _ ridge: Double
  ) throws(MultivariateError) -> (area: Double, pValues: [Double], coefficients: [Double]) {
    var area = 0.0
    var pValues: [Double] = []
    var coefficients = [Double](repeating: 0, count: inputs.columns)
    for fold in 0..<folds {
      let learning = assignment.indices.filter { assignment[$0] != fold }
      let held = assignment.indices.filter { assignment[$0] == fold }
      let model = try LogisticRegression(inputs.selecting(learning), isPositive: learning.map { isCurrent[$0] }, ridge: ridge)
      let curve = ReceiverOperatingCurve(try model.scores(of: inputs.selecting(held)), isPositive: held.map { isCurrent[$0] })
      area += curve.area / Double(folds)
      pValues.append(curve.pValue)
      for (index, value) in model.coefficients.enumerated() { coefficients[index] += value / Double(folds) }
    }
    return (area, pValues, coefficients)
  }

  /// Each feature's part of the difference of mean log-odds, current − reference.
  func contributions(_ coefficients: [Double], reference n: Int) -> [Double] {
    var result = [Double](repeating: 0, count: features)
    for (input, (first, second)) in factors.enumerated() {
      let column = inputs.column(input)
      let own = column.prefix(n).reduce(0, +) / Double(n)
      let now = column.dropFirst(n).reduce(0, +) / Double(inputs.rows - n)
      let part = coefficients[input] * (now - own)
      result[first] += second == nil ? part : part / 2
      if let second { result[second] += part / 2 }
    }
    return result
  }
}
