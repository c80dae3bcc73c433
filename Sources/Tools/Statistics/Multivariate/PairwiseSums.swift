internal import Kernels

/// Sums of a kernel over the pairs inside and between two samples, for the observed split and every permutation.
///
/// With signs s (+1 reference, −1 current), r = 1ᵀK₀1, q = sᵀK₀s and l = 1ᵀK₀s:
/// ```text
/// Σₓₓ = (r + q + 2l)/4    Σᵧᵧ = (r + q − 2l)/4    Σₓᵧ = (r − q)/4      (i ≠ j; Σₓᵧ counts every pair once)
/// ```
struct PairwiseSums {
  /// Σ over i ≠ j within the reference.
  var withinReference: Double
  /// Σ over i ≠ j within the current sample.
  var withinCurrent: Double
  /// Σ over all pairs of a row of each.
  var between: Double
  /// 1ᵀK₀1: the scale of rounding errors.
  var total: Double

  /// Sums of the observed split first, then of the plan's permutations.
  ///
  /// - Complexity: one walk over all pairs; memory for (n + m)(B + 1) signs.
  static func all(
    _ pooled: SampleMatrix, reference n: Int, kernel: PairwiseKernel, signs: [Double]
  ) -> [PairwiseSums] {
    let rows = pooled.rows
    let count = signs.count / rows
    let ones = [Double](repeating: 1, count: rows)
    var forms = [Double](repeating: 0, count: count)
    var rowSums = [Double](repeating: 0, count: rows)
    var formsSpan = forms.mutableSpan
    var sumsSpan = rowSums.mutableSpan
    pairwiseForms(
      pooled.values.span, count: rows, dimension: pooled.columns, kernel: kernel, weights: signs.span, weightCount: count, vector: ones.span,
      forms: &formsSpan, product: &sumsSpan)
    var linear = [Double](repeating: 0, count: count)
    var linearSpan = linear.mutableSpan
    matrixProduct(rowSums.span, signs.span, rows: 1, inner: rows, columns: count, into: &linearSpan)
    let total = rowSums.reduce(0, +)
    return (0..<count).map { index in
      let (q, l) = (forms[index], linear[index])
      return PairwiseSums(
        withinReference: (total + q + 2 * l) / 4, withinCurrent: (total + q - 2 * l) / 4, between: (total - q) / 4, total: total)
    }
  }

  /// For every feature f: Σᵢₖ sᵢ sₖ h(dᵢₖ) (xᵢ_f − xₖ_f)² over all i ≠ k, s the weights given.
  ///
  /// ```text
  /// = 2 [ (s∘x_f²)ᵀ H s − (s∘x_f)ᵀ H (s∘x_f) ]
  /// ```
  /// - Complexity: one walk over all pairs with p columns of weights.
  static func weightedGaps(_ pooled: SampleMatrix, kernel: PairwiseKernel, weights: [Double]) -> [Double] {
    let rows = pooled.rows
    var columns: [Double] = []
    columns.reserveCapacity(pooled.values.count)
    for column in 0..<pooled.columns {
      for (row, value) in pooled.column(column).enumerated() { columns.append(value * weights[row]) }
    }
    var forms = [Double](repeating: 0, count: pooled.columns)
    var product = [Double](repeating: 0, count: rows)
    var formsSpan = forms.mutableSpan
    var productSpan = product.mutableSpan
    pairwiseForms(
      pooled.values.span, count: rows, dimension: pooled.columns, kernel: kernel, weights: columns.span, weightCount: pooled.columns,
      vector: weights.span, forms: &formsSpan, product: &productSpan)
    return (0..<pooled.columns).map { column in
      var sum = 0.0
      for (row, value) in pooled.column(column).enumerated() { sum += weights[row] * value * value * product[row] }
      return 2 * (sum - forms[column])
    }
  }
}
