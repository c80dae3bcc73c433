/// A forest laid out for scoring one row at a time: immutable, no lock, callable from any thread.
///
/// The row is first turned into *slots*: one integer (``OrderKey``) for each pair of a column and a default direction that the model uses,
/// and one for each categorical question's set. A missing value becomes the key that goes left, or right, at every question; a question is then one
/// unsigned comparison without a branch. Trees are walked eight at a time to hide the latency of their loads, and leaves are added in
/// the file's order in single precision, so that margins equal XGBoost's bit for bit.
///
/// - Complexity: O(slots + Σ depth of trees). Models of up to 256 slots allocate nothing; wider ones allocate one row of slots a call.
///
/// Source: the walk is kernel *v9* of the inference reference; order keys as in Terdiman 2000, *Radix Sort Revisited*.
public struct CompiledForest: Sendable {
  /// A question, or a leaf that leads back to itself: `next = left + (slot < key ? 0 : 1)`, and a leaf has `left = self − 1`, `key = 0`.
  struct Node: Sendable {
    var key: UInt32
    var slot: Int32
    var left: Int32
  }

  /// Where a slot's key comes from.
  struct Slot: Sendable {
    var column: Int32
    /// First place of the slot's set in `categories`, or −1 for a numeric column.
    var categorySet: Int32
    /// Categories of the set.
    var categoryCount: Int32
    var missingKey: UInt32
  }

  /// Trees walked together.
  static let lanes = 8
  /// Most slots kept on the stack.
  static let inlineSlots = 256

  /// One name a column, in the order in which a row holds them.
  public let featureNames: [String]
  /// What the margin means.
  public let objective: ForestObjective
  /// Where each output's sum starts, a linear booster's bias included.
  public let baseMargins: [Float]
  /// Trees of the model.
  public let treeCount: Int
  /// A value that counts as missing beside NaN, `nil` for none.
  public let missing: Float?

  let nodes: [Node]
  /// Value of the leaf at the same index of `nodes`, 0 at questions.
  let leaves: [Float]
  /// Root of each tree, padded to a multiple of `lanes` by trees that add −0, which changes no sum.
  let roots: [Int32]
  /// Output of each tree, padded likewise.
  let groups: [Int32]
  /// Longest path in each block of `lanes` trees.
  let blockDepths: [Int32]
  let slots: [Slot]
  /// The sets of all categorical slots behind one another, each ascending.
  let categories: [Int32]
  /// Of a linear booster, shape `[columns][outputs]`; empty else.
  let linearWeights: [Float]

  /// Outputs of the model; ``score(_:)`` answers for one only.
  public var groupCount: Int { baseMargins.count }
  /// Columns of a row.
  public var featureCount: Int { featureNames.count }

  /// Scores one row of a model with one output.
  ///
  /// - Parameter row: one value a column, NaN where missing; rounded to single precision first, as XGBoost does with doubles.
  /// - Returns: margin, bit-equal to XGBoost's, and value.
  /// - Precondition: the model has one output and the row its columns.
  public func score(_ row: Span<Double>) -> Score {
    precondition(groupCount == 1, "the model has several outputs: use margins(_:into:)")
    precondition(row.count == featureCount, "one value a column")
    var margin = baseMargins[0]
    if !linearWeights.isEmpty { addLinear(row, to: &margin, output: 0) }
    if slots.count <= Self.inlineSlots {
      var keys = InlineArray<256, UInt32>(repeating: 0)
      var span = keys.mutableSpan
      fill(&span, from: row)
      add(keys.span, to: &margin)
    } else {
      var keys = [UInt32](repeating: 0, count: slots.count)
      var span = keys.mutableSpan
      fill(&span, from: row)
      add(keys.span, to: &margin)
    }
    return Score(margin: margin, value: objective.transform.value(of: margin))
  }

  /// The margins of all outputs of one row.
  ///
  /// - Parameters:
  ///   - row: as for ``score(_:)``.
  ///   - margins: shape `[groupCount]`, overwritten. ``ForestTransform/apply(to:)`` turns them into values.
  public func margins(_ row: Span<Double>, into margins: inout MutableSpan<Float>) {
    precondition(margins.count == groupCount, "one margin an output")
    precondition(row.count == featureCount, "one value a column")
    for group in 0..<groupCount {
      margins[group] = baseMargins[group]
      if !linearWeights.isEmpty { addLinear(row, to: &margins[group], output: group) }
    }
    if slots.count <= Self.inlineSlots {
      var keys = InlineArray<256, UInt32>(repeating: 0)
      var span = keys.mutableSpan
      fill(&span, from: row)
      add(keys.span, to: &margins)
    } else {
      var keys = [UInt32](repeating: 0, count: slots.count)
      var span = keys.mutableSpan
      fill(&span, from: row)
      add(keys.span, to: &margins)
    }
  }
}
