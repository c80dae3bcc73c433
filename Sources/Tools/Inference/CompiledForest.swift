internal import Kernels

/// The scorer of every tree model: exact, immutable, no lock, no allocation, callable from any thread.
///
/// It is made of a ``ForestBlueprint``, whatever file that came from, and answers bit for bit as the library that trained the model: XGBoost's `<` on single
/// precision and single sums, LightGBM's `≤` on double precision with its three kinds of missing values, linear leaves and random forests, ONNX's six modes.
/// One engine serves them all because thresholds become ranks (`RankedColumn` of Kernels).
///
/// - Complexity: O(columns · log₁₆ thresholds + Σ depth of trees). No allocation for models whose ranks fit 64 KiB (32,000 columns).
public struct CompiledForest: Sendable {
  /// One name a column, in the order in which a row holds them.
  public let featureNames: [String]
  /// The source's name of what the margins mean, `binary:logistic`.
  public let objectiveName: String
  /// Where each output's sum starts, a linear booster's bias included.
  public let baseMargins: [Double]
  /// Trees of the model.
  public let treeCount: Int
  /// Outputs of the model; ``score(_:)`` answers for one only.
  public let groupCount: Int
  /// Columns of a row.
  public let featureCount: Int
  /// Margins are single-precision numbers.
  public let isSinglePrecision: Bool
  /// Margin to value.
  public let transform: ScoreTransform

  let walk: RankedForest
  let aggregation: ForestBlueprint.Aggregation
  let valueDivisor: Double
  let linear: LinearTerm?
  let linearMissing: Float

  /// XGBoost's model, checked when it was read.
  ///
  /// - Parameter missing: a value that counts as missing beside NaN (XGBoost's option `missing`, which model files do not carry).
  public init(_ model: ForestModel, missing: Float? = nil) {
    self.init(checked: ForestBlueprint(model, missing: missing))
  }

  /// LightGBM's model, checked when it was read.
  public init(_ model: LightGBMModel) { self.init(checked: ForestBlueprint(model)) }

  /// Scores one row of a model with one output.
  ///
  /// - Parameter row: one value a column, NaN where missing; rounded to single precision first where the model's library does so.
  /// - Returns: margin, bit-equal to that library's, and value, within two units in the last place.
  /// - Precondition: the model has one output and the row its columns.
  public func score(_ row: Span<Double>) -> Score {
    precondition(groupCount == 1, "the model has several outputs: use margins(_:into:)")
    let margin = finished(walk.add(row, to: started(row, output: 0)), output: 0)
    return Score(margin: margin, value: transform.value(of: margin / valueDivisor))
  }

  /// The margins of all outputs of one row.
  ///
  /// - Parameters:
  ///   - row: as for ``score(_:)``.
  ///   - margins: shape `[groupCount]`, overwritten.
  public func margins(_ row: Span<Double>, into margins: inout MutableSpan<Double>) {
    precondition(margins.count == groupCount, "one margin an output")
    for output in 0..<groupCount { margins[output] = started(row, output: output) }
    walk.add(row, to: &margins)
    for output in 0..<groupCount { margins[output] = finished(margins[output], output: output) }
  }

  /// The values of all outputs of one row.
  ///
  /// - Parameters:
  ///   - row: as for ``score(_:)``.
  ///   - values: shape `[groupCount]`, overwritten.
  public func values(_ row: Span<Double>, into values: inout MutableSpan<Double>) {
    margins(row, into: &values)
    if valueDivisor != 1 {
      for output in 0..<groupCount { values[output] /= valueDivisor }
    }
    transform.apply(to: &values)
  }

  /// The model's number of the leaf that a row reaches in each tree: XGBoost's and LightGBM's `pred_leaf`.
  ///
  /// - Parameters:
  ///   - row: as for ``score(_:)``.
  ///   - leaves: shape `[treeCount]`, overwritten.
  public func leafNumbers(_ row: Span<Double>, into leaves: inout MutableSpan<Int32>) { walk.leaves(row, into: &leaves) }

  /// Where the walk's sum of an output begins.
  @inline(__always) func started(_ row: Span<Double>, output: Int) -> Double {
    switch aggregation {
    case .sum: linear == nil ? baseMargins[output] : withLinear(row, output: output)
    case .mean: 0
    case .minimum: .infinity
    case .maximum: -.infinity
    }
  }

  /// The margin of what the walk made of it.
  @inline(__always) func finished(_ sum: Double, output: Int) -> Double {
    switch aggregation {
    case .sum: sum
    case .mean: rounded(rounded(sum / Double(treeCount)) + baseMargins[output])
    // Leaves are finite: an output that no tree feeds keeps its base.
    case .minimum, .maximum: sum.isInfinite ? baseMargins[output] : rounded(sum + baseMargins[output])
    }
  }

  private func rounded(_ value: Double) -> Double { isSinglePrecision ? Double(Float(value)) : value }

  /// Base margin and a linear booster's terms of one output, in single precision; a missing value adds nothing.
  private func withLinear(_ row: Span<Double>, output: Int) -> Double {
    guard let linear else { return baseMargins[output] }
    precondition(row.count == featureCount, "one value a column")
    var margin = Float(baseMargins[output])
    for column in 0..<row.count {
      let value = Float(row[column])
      if !value.isNaN, value != linearMissing { margin += value * linear.weights[column * groupCount + output] }
    }
    return Double(margin)
  }
}
