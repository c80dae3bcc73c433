/// A tree model of any origin as plain data: what ``CompiledForest`` is made of.
///
/// ```text
/// x          = row[feature], rounded to single precision when `inputs` is single, 0 where |x| ≤ zeroBound
/// margin[g]  = aggregation over the trees of output g, in order, of the leaf that x reaches (in `sums` precision), begun at or added to baseMargins[g]
/// value      = transform(margin / valueDivisor)
/// ```
///
/// XGBoost: single, single, `less`, missing `.nan` or `.valueOrNaN`. LightGBM: double, double, `lessOrEqual`, zeroBound 1e-35 as a single, missing of each
/// question its own. ONNX: any comparison, `.nan` with the answer that the node gives for NaN.
public struct ForestBlueprint: Hashable, Sendable {
  /// Width of the arithmetic.
  public enum Precision: Hashable, Sendable { case single, double }

  /// How the leaves of one output are joined.
  public enum Aggregation: Hashable, Sendable {
    /// Base margin, then each leaf added in order.
    case sum
    /// Base margin plus the sum of the leaves divided by the number of trees.
    case mean
    /// Base margin plus the least leaf.
    case minimum
    /// Base margin plus the greatest leaf.
    case maximum
  }

  /// What a question asks of its column. Where it holds the row goes left.
  public enum Comparison: Hashable, Sendable {
    case less, lessOrEqual, greater, greaterOrEqual, equal, notEqual
    /// The value lies in ``Question/set``.
    case inSet
    /// The value lies in no such set.
    case notInSet
  }

  /// Which values a question takes for missing.
  public enum Missing: Hashable, Sendable {
    /// NaN.
    case nan
    /// NaN, or exactly this number.
    case valueOrNaN(Double)
    /// 0 (after `zeroBound`); NaN counts as 0.
    case zero
    /// Nothing; NaN counts as 0.
    case nothing
  }

  /// A set of values for ``Comparison/inSet``.
  public struct ValueSet: Hashable, Sendable {
    /// In any order; whole numbers ≥ 0 when they are categories.
    public var members: [Double]
    /// The value is cut to a whole number first, and is in no set unless above this and below 2³¹; `nil` compares it as it is.
    public var categoriesAbove: Double?

    /// A set from its parts.
    public init(members: [Double], categoriesAbove: Double? = nil) {
      self.members = members
      self.categoriesAbove = categoriesAbove
    }
  }

  /// A question. Children ≥ 0 are questions of the same tree, negative ones the leaf `~child`.
  public struct Question: Hashable, Sendable {
    /// Column asked.
    public var feature: Int32
    /// What is asked.
    public var comparison: Comparison
    /// Of a numeric comparison; need not be a single-precision number though inputs are.
    public var threshold: Double
    /// Index into the tree's sets, −1 when the comparison is numeric.
    public var set: Int32
    /// What counts as missing here.
    public var missing: Missing
    /// Where a missing value goes.
    public var missingGoesLeft: Bool
    /// Where the comparison holds.
    public var left: Int32
    /// Where it does not.
    public var right: Int32

    /// A question from its fields; nothing is checked until a forest is compiled.
    public init(
      feature: Int32, comparison: Comparison, threshold: Double = 0, set: Int32 = -1, missing: Missing = .nan, missingGoesLeft: Bool, left: Int32, right: Int32
    ) {
      self.feature = feature
      self.comparison = comparison
      self.threshold = threshold
      self.set = set
      self.missing = missing
      self.missingGoesLeft = missingGoesLeft
      self.left = left
      self.right = right
    }
  }

  /// One name a column, in order.
  public var featureNames: [String]
  /// The source's name of what the margins mean.
  public var objectiveName: String
  /// In the order in which the leaves are joined.
  public var trees: [Tree]
  /// One an output.
  public var baseMargins: [Double]
  /// Values a leaf: 1, or one an output from the tree's output on.
  public var leafWidth: Int
  /// Of the row's values.
  public var inputs: Precision
  /// Of leaves and sums.
  public var sums: Precision
  /// |x| up to this counts as 0; −1 for none.
  public var zeroBound: Double
  /// How leaves are joined.
  public var aggregation: Aggregation
  /// What margins are divided by before the transform.
  public var valueDivisor: Double
  /// Margin to value.
  public var transform: ScoreTransform
  /// What is added before the trees; `nil` for a model of trees alone.
  public var linear: LinearTerm?
  /// A value, beside NaN, whose linear term is left out; NaN for none.
  public var linearMissing: Float

  /// A blueprint from its parts; nothing is checked until a forest is compiled.
  public init(
    featureNames: [String], objectiveName: String, trees: [Tree], baseMargins: [Double], leafWidth: Int = 1, inputs: Precision, sums: Precision,
    zeroBound: Double = -1, aggregation: Aggregation = .sum, valueDivisor: Double = 1, transform: ScoreTransform = .identity, linear: LinearTerm? = nil,
    linearMissing: Float = .nan
  ) {
    self.featureNames = featureNames
    self.objectiveName = objectiveName
    self.trees = trees
    self.baseMargins = baseMargins
    self.leafWidth = leafWidth
    self.inputs = inputs
    self.sums = sums
    self.zeroBound = zeroBound
    self.aggregation = aggregation
    self.valueDivisor = valueDivisor
    self.transform = transform
    self.linear = linear
    self.linearMissing = linearMissing
  }
}
