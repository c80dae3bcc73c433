internal import Kernels

/// Sliced Wasserstein-1 distance: the mean, over random directions, of the distance of the samples' shadows on a line.
///
/// ```text
/// SW = 1/L Σₗ W₁(θₗ·X, θₗ·Y)      θ uniform on the unit sphere      W₁ = ∫ |F₁ − F₂|
/// ```
/// Directions are drawn once and kept for all permutations. The features' units matter: scale them first.
///
/// Contributions: W₁ along each axis, the features' own slices. They see each feature alone: where SW is significant and no axis stands
/// out, the ties between features have changed.
///
/// Source: Rabin, Peyré, Delon & Bernot 2011.
public struct SlicedWassersteinTest: Sendable, Hashable {
  /// SW ≥ 0, in the features' unit.
  public let statistic: Double
  /// Directions L.
  public let directions: Int
  /// (k + 1)/(B + 1); nil without permutations.
  public let pValue: Double?
  /// One a feature.
  public let contributions: [Double]

  /// Most values on all slices together, L (n + m).
  public static let maximumValues = 1 << 26

  /// Compares two samples.
  ///
  /// - Parameters:
  ///   - directions: L, at least 1; 50 leaves a relative standard error of about 0.1 for a shift of one feature of many.
  ///   - plan: nil for the distance alone.
  ///   - generator: the same state gives the same directions and permutations.
  /// - Throws: ``MultivariateError``: different columns, no row on a side, L out of range.
  /// - Complexity: O(L (n + m)(p + log(n + m) + B)); memory for the order on every slice, 12 bytes a value.
  public init(
    reference: SampleMatrix, current: SampleMatrix, directions: Int = 50, plan: PermutationPlan?, using generator: inout some RandomNumberGenerator
  ) throws(MultivariateError) {
    try SampleMatrix.check(reference, current, minimum: 1)
    let rows = reference.rows + current.rows
    guard directions >= 1, directions <= Self.maximumValues / rows else {
      throw .badParameter("directions", value: Double(directions), wanted: "1…\(Self.maximumValues / rows) for \(rows) rows")
    }
    let pooled = SampleMatrix.pooled(reference, current)
    let p = pooled.columns
    var axes = [Double](repeating: 0, count: p * directions)
    var normal = StandardNormal()
    for direction in 0..<directions {
      var length = 0.0
      while length == 0 {
        for column in 0..<p {
          axes[direction * p + column] = normal.draw(using: &generator)
          length += axes[direction * p + column] * axes[direction * p + column]
        }
      }
      for column in 0..<p { axes[direction * p + column] /= length.squareRoot() }
    }
    var shadows = [Double](repeating: 0, count: rows * directions)
    var span = shadows.mutableSpan
    matrixProduct(pooled.values.span, axes.span, rows: rows, inner: p, columns: directions, into: &span)
    let slices = (0..<directions).map { Slice(shadows[($0 * rows)..<(($0 + 1) * rows)]) }
    let (n, m) = (reference.rows, current.rows)
    func distance(_ steps: [Double]) -> Double { slices.reduce(0) { $0 + $1.distance(steps) } / Double(directions) }
    let observed = [Double](repeating: 1 / Double(n), count: n) + [Double](repeating: -1 / Double(m), count: m)
    statistic = distance(observed)
    self.directions = directions
    contributions = (0..<p).map { Slice(pooled.column($0)).distance(observed) }
    if let plan {
      var permuted = [Double](repeating: 0, count: plan.count)
      plan.forEach(reference: n, current: m, using: &generator) { permutation, members in
        var steps = [Double](repeating: -1 / Double(m), count: rows)
        for row in members { steps[row] = 1 / Double(n) }
        permuted[permutation] = distance(steps)
      }
      let reach = slices.reduce(0) { $0 + $1.reach } / Double(directions)
      pValue = PermutationPlan.pValue(observed: statistic, permuted: permuted, slack: 1e-12 * reach)
    } else {
      pValue = nil
    }
  }

  /// One line: rows in order of their shadow, and the gaps between.
  private struct Slice {
    let order: [Int32]
    let gaps: [Double]
    /// Greatest less least shadow.
    let reach: Double

    init(_ values: ArraySlice<Double>) {
      let base = values.startIndex
      let order = values.indices.sorted { values[$0] < values[$1] }
      self.order = order.map { Int32($0 - base) }
      gaps = order.indices.dropLast().map { values[order[$0 + 1]] - values[order[$0]] }
      reach = (order.last.map { values[$0] } ?? 0) - (order.first.map { values[$0] } ?? 0)
    }

    /// ∫ |F₁ − F₂|, `steps` being what each row adds to F₁ − F₂.
    func distance(_ steps: [Double]) -> Double {
      var height = 0.0
      var area = 0.0
      for index in gaps.indices {
        height += steps[Int(order[index])]
        area += abs(height) * gaps[index]
      }
      return area
    }
  }
}
