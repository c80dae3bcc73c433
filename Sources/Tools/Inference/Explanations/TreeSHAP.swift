public import Domain

/// Shapley values of a forest's margin: how much each column of a row moved the score away from what the model expects of any row.
///
/// ```text
/// margin = bias + Σ over columns j of φ[j]
/// φ[j]   = Σ over sets S without j of |S|!(n − |S| − 1)!/n! · (v(S ∪ j) − v(S))
/// v(S)   = the leaf reached when columns of S are asked and at all others both children are taken, weighted by training rows
/// ```
///
/// Path-dependent and exact, in the time of the paths instead of the 2ⁿ sets. A question's rows are XGBoost's hessian sums and LightGBM's counts, as in
/// their own `pred_contribs` and `pred_contrib`. Categorical questions, missing values, `dart` weights and several outputs are as in scoring; the margin is a
/// sum, so the values of trees add up. A linear booster's share is weight times value.
///
/// - Complexity: O(Σ leaves · depth²) a row, no allocation.
///
/// Source: Lundberg, Erion and Lee 2018, *Consistent Individualized Feature Attribution for Tree Ensembles*, algorithm 2.
public struct TreeSHAP: Sendable {
  private enum Source {
    case forest([ExplainedForestTree], LinearTerm?, missing: Float)
    case lightGBM([LightGBMTree])
  }

  /// Longest path that is explained: the recursion and the scratch are as deep.
  public static let depthLimit = 512

  /// Outputs of the model.
  public let outputCount: Int
  /// Columns of a row.
  public let featureCount: Int
  private let source: Source
  /// Output of each tree.
  private let groups: [Int]
  /// Expected margin of each output: the last number of its line.
  public let bias: [Double]
  private let depth: Int

  /// Prepares an XGBoost model.
  ///
  /// - Parameter missing: a value that counts as missing beside NaN.
  /// - Throws: `model.explanation` (exit code 65) when a tree is deeper than ``depthLimit`` or its file does not say how many rows its questions had.
  public init(_ model: ForestModel, missing: Float? = nil) throws(Diagnostic) {
    let trees = model.trees.map { ExplainedForestTree(tree: $0, missing: missing ?? .nan) }
    groups = model.trees.map(\.group)
    var bias = model.baseMargins.map(Double.init)
    if let linear = model.linear { for output in bias.indices { bias[output] += Double(linear.bias[output]) } }
    (self.bias, depth) = try Self.expectations(trees, groups, bias)
    outputCount = model.groupCount
    featureCount = model.featureCount
    source = .forest(trees, model.linear, missing: missing ?? .nan)
  }

  /// Prepares a LightGBM model.
  ///
  /// - Throws: as above, and for linear trees: their leaves are functions of the row, which no expectation over training rows stands for.
  public init(_ model: LightGBMModel) throws(Diagnostic) {
    guard model.trees.allSatisfy(\.lines.isEmpty) else {
      throw Diagnostic(
        code: "model.explanation", exitCode: .badData, message: "the model has linear leaves (linear_tree): they have no Shapley values over tree paths",
        hint: "train with linear_tree=false to explain scores")
    }
    groups = model.trees.indices.map { $0 % model.groupCount }
    (bias, depth) = try Self.expectations(model.trees, groups, Array(repeating: 0, count: model.groupCount))
    outputCount = model.groupCount
    featureCount = model.featureCount
    source = .lightGBM(model.trees)
  }

  private static func expectations(
    _ trees: [some ExplainedTree], _ groups: [Int], _ start: [Double]
  ) throws(Diagnostic) -> (bias: [Double], depth: Int) {
    var bias = start
    var depth = 0
    for (index, tree) in trees.enumerated() {
      do {
        let found = try tree.expectation(depthLimit: depthLimit)
        bias[groups[index]] += found.value
        depth = max(depth, found.depth)
      } catch {
        throw Diagnostic(
          code: "model.explanation", exitCode: .badData, message: "tree \(index) \(error.reason), so its scores cannot be explained",
          hint: "save the model with the library that trained it; its files hold sum_hessian or internal_count")
      }
    }
    return (bias, depth)
  }

  /// Working memory for this model.
  public func makeScratch() -> TreeSHAPScratch { TreeSHAPScratch(depth: depth, features: featureCount) }

  /// The shares of one row.
  ///
  /// - Parameters:
  ///   - row: one value a column, NaN where missing.
  ///   - scratch: from ``makeScratch()``, of this model.
  ///   - contributions: shape `[outputCount][featureCount + 1]`, overwritten; the last of each line is ``bias``. A line sums to the output's margin, up to rounding.
  public func contributions(_ row: Span<Double>, scratch: inout TreeSHAPScratch, into contributions: inout MutableSpan<Double>) {
    let width = featureCount + 1
    precondition(row.count == featureCount && contributions.count == outputCount * width, "one value a column, a line an output")
    precondition(scratch.stride == min(depth, featureCount) + 2, "the scratch of this model")
    for index in 0..<contributions.count { contributions[index] = 0 }
    for output in 0..<outputCount { contributions[output * width + featureCount] = bias[output] }
    switch source {
    case .forest(let trees, let linear, let missing):
      explain(trees, row, &scratch, &contributions)
      guard let linear else { return }
      for column in 0..<featureCount {
        let value = Float(row[column])
        if value.isNaN || value == missing { continue }
        for output in 0..<outputCount {
          contributions[output * width + column] += Double(value) * Double(linear.weights[column * outputCount + output])
        }
      }
    case .lightGBM(let trees): explain(trees, row, &scratch, &contributions)
    }
  }

  private func explain<Tree: ExplainedTree>(
    _ trees: [Tree], _ row: Span<Double>, _ scratch: inout TreeSHAPScratch, _ contributions: inout MutableSpan<Double>
  ) {
    for index in trees.indices {
      scratch.descend(
        trees[index], row, node: trees[index].root, level: 0, length: 0, zero: 1, one: 1, feature: -1, into: &contributions,
        at: groups[index] * (featureCount + 1))
    }
  }
}
