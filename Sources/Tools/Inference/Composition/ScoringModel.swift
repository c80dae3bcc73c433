/// What every model file compiles to: a forest, a network, an average of such models, or one of them calibrated.
///
/// ```text
/// forest        as CompiledForest
/// network       margin = value = the network's score: a graph does not say which of its numbers is a margin
/// ensemble      margin = Σ wᵢ · marginᵢ        value = Σ wᵢ · valueᵢ        wᵢ > 0, Σ wᵢ = 1
/// calibrated    margin of the wrapped model    value = calibration(margin or value of the wrapped model)
/// prepared      the wrapped model's score of the row filled and scaled
/// ```
///
/// Whatever is wrapped in whatever, a model is one flat list of steps over flat lists of scorers: one call takes no lock and nothing from the heap. Immutable,
/// callable from any thread.
///
/// - Complexity: that of its members together.
public struct ScoringModel: Sendable {
  enum Step: Hashable, Sendable {
    /// The score of a forest becomes the current one.
    case forest(Int)
    /// The score of a network becomes the current one.
    case network(Int)
    /// An average begins.
    case begin
    /// The current score is added to the innermost average.
    case add(weight: Double)
    /// The innermost average ends and becomes the current score.
    case end
    case platt(PlattCalibration, Calibration.Input)
    /// Knots `first ..< first + count` of the lists.
    case isotonic(first: Int, count: Int, IsotonicCalibration.Interpolation, Calibration.Input)
  }

  /// Most wrappers around one another.
  public static let nestingLimit = 4

  /// One name a column, where the file, or a member's, holds names.
  public let featureNames: [String]?
  /// Columns of a row.
  public let featureCount: Int
  /// The file, or a member's, names no columns: a row's values are taken by their places, and only the caller can know that these are right.
  public let takesColumnsByPlace: Bool
  /// Outputs; ``score(_:)`` answers for one only.
  public let outputCount: Int
  /// What the margins mean, in the source's words: `binary:logistic`, `average of 3`.
  public let objectiveName: String
  /// Wrappers around one another; 0 for a plain model.
  public let nesting: Int

  let steps: [Step]
  let forests: [CompiledForest]
  let networks: [CompiledNetwork]
  let knotsX: [Double]
  let knotsY: [Double]
  /// What a row goes through first.
  let preparation: RowPreparation?
  /// All of it for calls.
  private let scorer: RowScorer

  init(
    featureNames: [String]?, featureCount: Int, takesColumnsByPlace: Bool, outputCount: Int, objectiveName: String, nesting: Int, steps: [Step],
    forests: [CompiledForest] = [], networks: [CompiledNetwork] = [], knotsX: [Double] = [], knotsY: [Double] = [],
    preparation: RowPreparation? = nil
  ) {
    self.featureNames = featureNames
    self.featureCount = featureCount
    self.takesColumnsByPlace = takesColumnsByPlace
    self.outputCount = outputCount
    self.objectiveName = objectiveName
    self.nesting = nesting
    self.steps = steps
    self.forests = forests
    self.networks = networks
    self.knotsX = knotsX
    self.knotsY = knotsY
    self.preparation = preparation
    scorer =
      switch steps {
      case [.forest(0)]: ForestScorer(forests[0])
      case [.network(0)]: NetworkScorer(networks[0])
      default: ComposedScorer(steps: steps, forests: forests, networks: networks, knotsX: knotsX, knotsY: knotsY)
      }
  }

  /// A forest.
  ///
  /// - Parameter hasFeatureNames: the file named the columns; names that were made up for it bind nothing.
  public init(_ forest: CompiledForest, hasFeatureNames: Bool = true) {
    self.init(
      featureNames: hasFeatureNames ? forest.featureNames : nil, featureCount: forest.featureCount, takesColumnsByPlace: !hasFeatureNames,
      outputCount: forest.groupCount, objectiveName: forest.objectiveName, nesting: 0, steps: [.forest(0)], forests: [forest])
  }

  /// A network. Its outputs are ``CompiledNetwork/scoreIndex``, or all numbers of its first output of numbers where there is no such index.
  ///
  /// - Parameter featureNames: those that the file holds, `nil` for none.
  public init(_ network: CompiledNetwork, featureNames: [String]? = nil) {
    precondition(featureNames == nil || featureNames?.count == network.featureCount, "one name a column")
    let several = network.outputs.first { $0.kind == .values }?.count ?? 0
    self.init(
      featureNames: featureNames, featureCount: network.featureCount, takesColumnsByPlace: featureNames == nil,
      outputCount: network.scoreIndex == nil ? several : 1, objectiveName: network.isClassifier ? "classifier" : "network", nesting: 0,
      steps: [.network(0)], networks: [network])
  }

  /// Scores one row of a model with one output.
  ///
  /// - Parameter row: one value a column, NaN where missing.
  /// - Precondition: the model has one output and the row its columns.
  public func score(_ row: Span<Double>) -> Score {
    if preparation != nil { return prepared(row) { plainScore($0) } }
    return plainScore(row)
  }

  /// The score of a row that is prepared, or needs no preparation.
  @inline(__always) func plainScore(_ row: Span<Double>) -> Score {
    precondition(outputCount == 1, "the model has several outputs")
    precondition(row.count == featureCount, "one value a column")
    return scorer.score(row)
  }
}
