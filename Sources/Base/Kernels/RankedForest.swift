/// A forest whose thresholds are ranks, laid out for the processor: immutable, no lock, callable from any thread.
///
/// A row becomes small integers first (``RankedColumn``, ``MembershipTest``); a question is then one unsigned comparison, `next = 2·i + 1 − (rank < key)`,
/// without a branch. Ten trees are walked together to hide the latency of their loads: runs of nearly perfect trees of up to eight questions as padded
/// heaps whose nodes are two bytes (column, key), others by the place of their left child. Leaves are added in the model's order. Many rows pass ten trees
/// at a time; with AVX-512 every question of a perfect tree is one comparison of sixty-four rows, and the answers are joined from the leaves up.
///
/// Ranks have one byte where 254 thresholds a column and 256 slots suffice, else two, else four.
///
/// The bound of one row: a step is three loads (column, rank, key), a compare, `lea` and `sbb`, a chain of some twelve cycles of which ten run at once. With
/// two loads a cycle that is 1.5 cycles a step, with three 1. Measured on a shared Zen 5 with AVX2 in processor time: 100 trees of six questions over 30
/// columns 370 ns, of which 80 for the ranks, hence 0.48 ns a step; 500 of eight over 50 columns 2.25 µs, 0.53 ns a step, as 250 KB of nodes and 512 KB
/// of leaves lie in the second cache. In batches 335 and 1,760 ns a row, with AVX-512 175 and 1,250.
///
/// - Complexity: O(columns · log₁₆ thresholds + Σ depth). No allocation for up to 64 KiB of ranks.
public final class RankedForest: @unchecked Sendable {  // SAFETY: written in the initialiser, before it can be shared; afterwards only read.
  /// Columns of a row.
  public let featureCount: Int
  /// Sums of a row.
  public let outputCount: Int
  /// Trees walked.
  public let treeCount: Int
  /// Bytes of a rank: 1, 2 or 4.
  public let rankBytes: Int

  /// What the C struct points to, kept alive.
  let buffers: [AlignedBuffer]
  /// Holds the one C struct.
  let machine: AlignedBuffer

  /// Lays a forest out for the widest vectors of this processor.
  ///
  /// - Parameters:
  ///   - columns: what questions of thresholds ask.
  ///   - tests: what questions of membership ask.
  ///   - trees: in the order in which their leaves are added.
  ///   - featureCount: columns of a row.
  ///   - outputCount: sums of a row.
  ///   - leafWidth: values a leaf; they go to as many outputs from the tree's on.
  ///   - arithmetic: precision and combination.
  /// - Precondition: slots, sources, outputs, children and leaves that are named exist; trees have no cycle.
  /// - Complexity: O(thresholds + nodes).
  public convenience init(
    columns: [RankedColumn], tests: [MembershipTest], trees: [RankedTree], featureCount: Int, outputCount: Int, leafWidth: Int = 1,
    arithmetic: ForestArithmetic
  ) {
    self.init(
      columns: columns, tests: tests, trees: trees, featureCount: featureCount, outputCount: outputCount, leafWidth: leafWidth, arithmetic: arithmetic,
      vectorWidth: widestForestVector)
  }

  /// The same for a vector width that the processor has.
  init(
    columns: [RankedColumn], tests: [MembershipTest], trees: [RankedTree], featureCount: Int, outputCount: Int, leafWidth: Int,
    arithmetic: ForestArithmetic, vectorWidth: Int32
  ) {
    precondition(vectorWidth <= widestForestVector, "a width that the processor has")
    // One slot more than is asked takes the ranks that nobody asks.
    let asked = (columns.flatMap { [$0.low ?? -1, $0.high ?? -1] } + tests.map(\.slot)).max() ?? -1
    let slots = asked + 2
    Self.check(columns: columns, tests: tests, trees: trees, featureCount: featureCount, outputCount: outputCount, leafWidth: leafWidth, slots: asked + 1)
    self.featureCount = featureCount
    self.outputCount = outputCount
    treeCount = trees.count
    let thresholds = columns.map(\.thresholds.count).max() ?? 0
    let linked = (trees.map(\.questions.count).max() ?? 0) * 2 * Layout.lanes + Layout.lanes + 1
    rankBytes = thresholds <= 254 && slots <= 256 && linked <= 65_535 ? 1 : thresholds <= 65_534 && slots <= 65_536 ? 2 : 4
    let layout = Layout(trees, rankBytes: rankBytes, leafWidth: leafWidth)
    (machine, buffers) = Self.machine(
      layout: layout, columns: columns, tests: tests, trees: trees, featureCount: featureCount, outputCount: outputCount, slots: slots,
      arithmetic: arithmetic, vectorWidth: vectorWidth)
  }

  private static func check(
    columns: [RankedColumn], tests: [MembershipTest], trees: [RankedTree], featureCount: Int, outputCount: Int, leafWidth: Int, slots: Int
  ) {
    precondition(outputCount > 0 && leafWidth > 0, "an output and a value a leaf")
    for column in columns {
      precondition((0..<featureCount).contains(column.source) && column.thresholds.count < 1 << 24, "a column of the row")
      precondition((column.low ?? 0) >= 0 && (column.high ?? 0) >= 0, "a slot")
    }
    for test in tests { precondition((0..<featureCount).contains(test.source) && test.slot >= 0, "a column of the row and a slot") }
    for tree in trees {
      precondition(tree.output >= 0 && tree.output + leafWidth <= outputCount, "an output of the model")
      precondition(tree.numbers.count == tree.questions.count + 1 && tree.leaves.count == tree.numbers.count * leafWidth, "a binary tree")
      precondition(tree.lines.isEmpty || tree.lines.count == tree.numbers.count && leafWidth == 1, "a line a leaf")
      for line in tree.lines {
        precondition(line.features.count == line.coefficients.count, "a coefficient a column")
        precondition(line.features.allSatisfy { (0..<featureCount).contains(Int($0)) }, "columns of the row")
      }
      for question in tree.questions {
        precondition((0..<slots).contains(Int(question.slot)), "a slot that is written")
        precondition(isChild(question.left, of: tree) && isChild(question.right, of: tree), "a child of the tree")
      }
    }
  }

  private static func isChild(_ child: Int32, of tree: RankedTree) -> Bool {
    child < 0 ? Int(~child) < tree.numbers.count : Int(child) < tree.questions.count
  }
}
