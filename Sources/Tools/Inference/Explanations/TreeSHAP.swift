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
  /// Who answers the questions.
  private enum Source {
    case forest([ForestTree], LinearTerm?, missing: Float)
    case lightGBM([LightGBMTree])
  }

  /// Longest path that is explained: the recursion and the scratch are as deep.
  public static let depthLimit = 512

  /// Outputs of the model.
  public let outputCount: Int
  /// Columns of a row.
  public let featureCount: Int
  /// Expected margin of each output: the last number of its line.
  public let bias: [Double]
  private let source: Source
  private let trees: [ExplainedTree]

  /// Prepares an XGBoost model.
  ///
  /// - Parameter missing: a value that counts as missing beside NaN.
  /// - Throws: `model.explanation` (exit code 65) when a tree is deeper than ``depthLimit`` or its file does not say how many rows its questions had.
  public init(_ model: ForestModel, missing: Float? = nil) throws(Diagnostic) {
    trees = try Self.explained(model.trees) { (_, tree) throws(ExplanationFault) in try ExplainedTree(tree, depthLimit: Self.depthLimit) }
    var start = model.baseMargins.map(Double.init)
    if let linear = model.linear { for output in start.indices { start[output] += Double(linear.bias[output]) } }
    bias = Self.bias(trees, from: start)
    outputCount = model.groupCount
    featureCount = model.featureCount
    source = .forest(model.trees, model.linear, missing: missing ?? .nan)
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
    trees = try Self.explained(model.trees) { (index, tree) throws(ExplanationFault) in
      try ExplainedTree(tree, group: index % model.groupCount, depthLimit: Self.depthLimit)
    }
    bias = Self.bias(trees, from: Array(repeating: 0, count: model.groupCount))
    outputCount = model.groupCount
    featureCount = model.featureCount
    source = .lightGBM(model.trees)
  }

  private static func explained<Tree>(
    _ trees: [Tree], _ make: (Int, Tree) throws(ExplanationFault) -> ExplainedTree
  ) throws(Diagnostic) -> [ExplainedTree] {
    var explained: [ExplainedTree] = []
    explained.reserveCapacity(trees.count)
    for (index, tree) in trees.enumerated() {
      do {
        explained.append(try make(index, tree))
      } catch {
        throw Diagnostic(
          code: "model.explanation", exitCode: .badData, message: "tree \(index) \(error.reason), so its scores cannot be explained",
          hint: "save the model with the library that trained it; its files hold sum_hessian or internal_count")
      }
    }
    return explained
  }

  private static func bias(_ trees: [ExplainedTree], from start: [Double]) -> [Double] {
    var bias = start
    for tree in trees { bias[tree.group] += tree.expectation }
    return bias
  }

  /// Working memory for this model.
  public func makeScratch() -> TreeSHAPScratch {
    TreeSHAPScratch(depth: trees.map(\.depth).max() ?? 0, features: featureCount, nodes: trees.map(\.nodes.count).max() ?? 0)
  }

  /// The shares of one row.
  ///
  /// - Parameters:
  ///   - row: one value a column, NaN where missing.
  ///   - scratch: from ``makeScratch()``, of this model.
  ///   - contributions: shape `[outputCount][featureCount + 1]`, overwritten; the last of each line is ``bias``. A line sums to the output's margin, up to rounding.
  public func contributions(_ row: Span<Double>, scratch: inout TreeSHAPScratch, into contributions: inout MutableSpan<Double>) {
    let width = featureCount + 1
    precondition(row.count == featureCount && contributions.count == outputCount * width, "one value a column, a line an output")
    for index in 0..<contributions.count { contributions[index] = 0 }
    for output in 0..<outputCount { contributions[output * width + featureCount] = bias[output] }
    switch source {
    case .forest(let sources, let linear, let missing):
      for index in trees.indices {
        let nodes = sources[index].nodes
        for question in nodes.indices where !nodes[question].isLeaf { scratch.answers[question] = sources[index].goesLeft(row, nodes[question], missing: missing) }
        add(trees[index], &scratch, &contributions)
      }
      if let linear { add(linear, row, missing, &contributions) }
    case .lightGBM(let sources):
      for index in trees.indices {
        let questions = sources[index].questions
        for question in questions.indices { scratch.answers[question] = sources[index].goesLeft(row, questions[question]) }
        add(trees[index], &scratch, &contributions)
      }
    }
  }

  private func add(_ tree: ExplainedTree, _ scratch: inout TreeSHAPScratch, _ contributions: inout MutableSpan<Double>) {
    scratch.descend(
      tree.nodes.span, node: tree.root, level: 0, length: 0, zero: 1, one: 1, feature: -1, into: &contributions, at: tree.group * (featureCount + 1))
  }

  private func add(_ linear: LinearTerm, _ row: Span<Double>, _ missing: Float, _ contributions: inout MutableSpan<Double>) {
    for column in 0..<featureCount {
      let value = Float(row[column])
      if value.isNaN || value == missing { continue }
      for output in 0..<outputCount {
        contributions[output * (featureCount + 1) + column] += Double(value) * Double(linear.weights[column * outputCount + output])
      }
    }
  }
}
