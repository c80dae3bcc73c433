internal import Kernels

#if canImport(Glibc)
internal import Glibc
#endif

/// Logistic regression by iteratively reweighted least squares with a ridge on all coefficients but the intercept.
///
/// ```text
/// minimise Σ ln(1 + e^(−yᵢ ηᵢ)) + ½ ridge ‖β‖²      η = b + Xβ, y = ±1
/// β ← β + (XᵀWX + ridge)⁻¹ (Xᵀ(t − μ) − ridge β)      μ = 1/(1 + e^(−η)), W = μ(1 − μ), t = (y + 1)/2
/// ```
/// A step that makes the objective worse is halved. The ridge keeps the coefficients of separable samples finite.
///
/// Source: McCullagh & Nelder 1989 §4.4; le Cessie & van Houwelingen 1992.
public struct LogisticRegression: Sendable, Hashable {
  /// b.
  public let intercept: Double
  /// β, one a feature.
  public let coefficients: [Double]
  /// Steps until the objective stood still.
  public let iterations: Int

  /// Most steps.
  public static let maximumIterations = 50

  /// Fits.
  ///
  /// - Parameters:
  ///   - sample: rows of features of about unit scale.
  ///   - isPositive: one flag a row.
  ///   - ridge: above 0; 1 is a standard normal prior on the coefficients.
  /// - Throws: ``MultivariateError``: no row, as many flags as rows are not given, a ridge not above 0, no convergence in 50 steps.
  /// - Complexity: O(n p² + p³) a step, some six steps.
  public init(_ sample: SampleMatrix, isPositive: [Bool], ridge: Double = 1) throws(MultivariateError) {
    guard sample.rows >= 1, isPositive.count == sample.rows else { throw .tooFewRows(count: isPositive.count, minimum: max(1, sample.rows)) }
    guard ridge > 0, ridge.isFinite else { throw .badParameter("ridge", value: ridge, wanted: "a finite weight above 0") }
    let (n, q) = (sample.rows, sample.columns + 1)
    let design = sample.values + [Double](repeating: 1, count: n)
    let targets = isPositive.map { $0 ? 1.0 : 0.0 }
    var beta = [Double](repeating: 0, count: q)
    var state = Self.evaluate(design, n, q, beta, targets, ridge)
    var steps = 0
    while true {
      steps += 1
      guard steps <= Self.maximumIterations else { throw .noConvergence }
      let step = try Self.newtonStep(design, n, q, beta, targets, ridge, state.means)
      var factor = 1.0
      var next = beta
      var reached = state
      repeat {
        next = zip(beta, step).map { $0 + factor * $1 }
        reached = Self.evaluate(design, n, q, next, targets, ridge)
        factor /= 2
      } while reached.objective > state.objective && factor > 1e-6
      let gain = state.objective - reached.objective
      if gain >= 0 { (beta, state) = (next, reached) }
      if gain <= 1e-10 * (1 + abs(state.objective)) { break }
    }
    coefficients = Array(beta.dropLast())
    intercept = beta[q - 1]
    iterations = steps
  }

  /// η of every row.
  ///
  /// - Throws: ``MultivariateError/columnsDiffer(reference:current:)``.
  /// - Complexity: O(rows · p).
  public func scores(of sample: SampleMatrix) throws(MultivariateError) -> [Double] {
    guard sample.columns == coefficients.count else { throw .columnsDiffer(reference: coefficients.count, current: sample.columns) }
    var result = [Double](repeating: 0, count: sample.rows)
    var span = result.mutableSpan
    matrixProduct(sample.values.span, coefficients.span, rows: sample.rows, inner: sample.columns, columns: 1, into: &span)
    return result.map { $0 + intercept }
  }

  /// The objective and μ.
  private static func evaluate(
    _ design: [Double], _ n: Int, _ q: Int, _ beta: [Double], _ targets: [Double], _ ridge: Double
  ) -> (objective: Double, means: [Double]) {
    var scores = [Double](repeating: 0, count: n)
    var span = scores.mutableSpan
    matrixProduct(design.span, beta.span, rows: n, inner: q, columns: 1, into: &span)
    var powers = scores.map { -abs($0) }
    var powersSpan = powers.mutableSpan
    exponentials(&powersSpan)
    var objective = 0.5 * ridge * beta.dropLast().reduce(0) { $0 + $1 * $1 }
    for row in 0..<n {
      // ln(1 + e^(−yη)) = max(0, −yη) + ln(1 + e^(−|η|))
      let signed = targets[row] > 0.5 ? scores[row] : -scores[row]
      objective += max(0, -signed) + log1p(powers[row])
      scores[row] = (scores[row] >= 0 ? 1 : powers[row]) / (1 + powers[row])
    }
    return (objective, scores)
  }

  private static func newtonStep(
    _ design: [Double], _ n: Int, _ q: Int, _ beta: [Double], _ targets: [Double], _ ridge: Double, _ means: [Double]
  ) throws(MultivariateError) -> [Double] {
    var weighted = design
    let roots = means.map { max($0 * (1 - $0), 1e-12).squareRoot() }
    for column in 0..<q {
      for row in 0..<n { weighted[column * n + row] *= roots[row] }
    }
    var hessian = [Double](repeating: 0, count: q * q)
    var hessianSpan = hessian.mutableSpan
    crossProduct(weighted.span, rows: n, columns: q, into: &hessianSpan)
    let residuals = zip(targets, means).map { $0 - $1 }
    var step = [Double](repeating: 0, count: q)
    var stepSpan = step.mutableSpan
    matrixProduct(design.span, transposeA: true, residuals.span, rows: q, inner: n, columns: 1, into: &stepSpan)
    for column in 0..<(q - 1) {
      hessian[column * q + column] += ridge
      step[column] -= ridge * beta[column]
    }
    var factorSpan = hessian.mutableSpan
    if choleskyFactor(&factorSpan, order: q) != nil { throw .noConvergence }
    var solution = step.mutableSpan
    solveTriangular(hessian.span, order: q, right: &solution, columns: 1)
    solveTriangular(hessian.span, order: q, transposed: true, right: &solution, columns: 1)
    return step
  }
}
