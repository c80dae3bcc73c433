internal import Kernels

extension CompiledForest {
  /// Lays a model out.
  ///
  /// - Throws: ``ForestDefect`` for a tree that a walk could not end in, a column or output that is not there, a value that is no number.
  /// - Complexity: O(questions · log questions).
  public init(_ blueprint: ForestBlueprint) throws(ForestDefect) {
    let features = blueprint.featureNames.count
    let outputs = blueprint.baseMargins.count
    guard outputs > 0, blueprint.leafWidth > 0 else { throw .groupOutOfRange(group: 0, count: outputs) }
    for tree in blueprint.trees { try tree.check(leafWidth: blueprint.leafWidth, features: features, outputs: outputs) }
    self.init(checked: blueprint)
  }

  /// Lays out what has no defect.
  init(checked blueprint: ForestBlueprint) {
    let features = blueprint.featureNames.count
    let outputs = blueprint.baseMargins.count
    var compiler = ForestCompiler(blueprint)
    for tree in blueprint.trees { compiler.note(tree) }
    compiler.settle()
    let trees = blueprint.trees.map { compiler.ranked($0) }
    let combination: ForestArithmetic.Combination =
      switch blueprint.aggregation {
      case .sum, .mean: .sum
      case .minimum: .least
      case .maximum: .greatest
      }
    walk = RankedForest(
      columns: compiler.columns, tests: compiler.tests, trees: trees, featureCount: features, outputCount: outputs, leafWidth: blueprint.leafWidth,
      arithmetic: ForestArithmetic(
        singleInput: blueprint.inputs == .single, singleSum: blueprint.sums == .single, zeroBound: blueprint.zeroBound, combination: combination))
    featureNames = blueprint.featureNames
    featureCount = features
    groupCount = outputs
    objectiveName = blueprint.objectiveName
    baseMargins = blueprint.baseMargins
    treeCount = blueprint.trees.count
    isSinglePrecision = blueprint.sums == .single
    aggregation = blueprint.trees.isEmpty ? .sum : blueprint.aggregation
    valueDivisor = blueprint.valueDivisor
    transform = blueprint.transform
    linear = blueprint.linear
    linearMissing = blueprint.linearMissing
  }
}
