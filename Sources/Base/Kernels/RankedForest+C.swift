internal import CKernels

/// The widest variant of the walk on this processor, or the one that FRIDAY_KERNELS names.
let widestForestVector = widestVector

extension RankedForest {
  /// Copies everything into aligned memory and points one C struct at it.
  static func machine(
    layout: Layout, columns: [RankedColumn], tests: [MembershipTest], trees: [RankedTree], featureCount: Int, outputCount: Int, slots: Int,
    arithmetic: ForestArithmetic, vectorWidth: Int32
  ) -> (AlignedBuffer, [AlignedBuffer]) {
    var thresholds: [Double] = []
    let unsafeColumns = columns.map { column(of: $0, zeroBound: arithmetic.zeroBound, spare: slots - 1, thresholds: &thresholds) }
    var members: [Double] = []
    var words: [UInt32] = []
    let cTests = tests.map { test(of: $0, members: &members, words: &words) }
    let cGroups = layout.groups.map {
      friday_forest_group(nodes: $0.nodes, leaves: $0.leaves, depth: Int32($0.depth), is_perfect: $0.isPerfect ? 1 : 0, count: Int32($0.count))
    }
    var buffers: [AlignedBuffer] = []
    func keep<Value: BitwiseCopyable>(_ values: [Value]) -> UnsafeMutableRawPointer {
      let buffer = AlignedBuffer(values)
      buffers.append(buffer)
      // SAFETY: the forest keeps the buffers as long as the struct that points into them.
      return unsafe buffer.start
    }
    // SAFETY: every pointer is to a buffer of exactly the type that the struct names; what the walk indexes by was checked in the initialiser.
    var forest = unsafe friday_forest()
    unsafe forest.width = vectorWidth
    unsafe forest.rank_bytes = Int32(layout.rankBytes)
    unsafe forest.single_input = arithmetic.singleInput ? 1 : 0
    unsafe forest.single_sum = arithmetic.singleSum ? 1 : 0
    unsafe forest.zero_bound = arithmetic.zeroBound
    unsafe forest.sink = sink(arithmetic.combination, isPlain: outputCount == 1 && layout.leafWidth == 1)
    unsafe forest.leaf_width = Int32(layout.leafWidth)
    // SAFETY: plain numbers of the arrays that follow.
    unsafe forest.column_count = columns.count
    unsafe forest.test_count = tests.count
    unsafe forest.group_count = layout.groups.count
    unsafe forest.slot_count = slots
    unsafe forest.feature_count = featureCount
    unsafe forest.output_count = outputCount
    unsafe forest.tree_count = trees.count
    // SAFETY: as above: each buffer was made of the type that its field names.
    unsafe forest.columns = UnsafePointer(keep(unsafeColumns).assumingMemoryBound(to: friday_forest_column.self))
    unsafe forest.tests = UnsafePointer(keep(cTests).assumingMemoryBound(to: friday_forest_test.self))
    unsafe forest.groups = UnsafePointer(keep(cGroups).assumingMemoryBound(to: friday_forest_group.self))
    if arithmetic.singleInput {
      unsafe forest.thresholds32 = UnsafePointer(keep(thresholds.map { Float($0) }).assumingMemoryBound(to: Float.self))
    } else {
      unsafe forest.thresholds64 = UnsafePointer(keep(thresholds).assumingMemoryBound(to: Double.self))
    }
    unsafe forest.members = UnsafePointer(keep(members).assumingMemoryBound(to: Double.self))
    // SAFETY: as above.
    unsafe forest.words = UnsafePointer(keep(words).assumingMemoryBound(to: UInt32.self))
    unsafe forest.nodes = UnsafePointer(keep(layout.nodes).assumingMemoryBound(to: UInt8.self))
    if arithmetic.singleSum {
      unsafe forest.leaves32 = UnsafePointer(keep(layout.leaves.map { Float($0) }).assumingMemoryBound(to: Float.self))
    } else {
      unsafe forest.leaves64 = UnsafePointer(keep(layout.leaves).assumingMemoryBound(to: Double.self))
    }
    unsafe forest.outputs = UnsafePointer(keep(trees.map { Int32($0.output) }).assumingMemoryBound(to: Int32.self))
    // SAFETY: as above; lines stay null when no leaf has one.
    unsafe forest.numbers = UnsafePointer(keep(layout.numbers).assumingMemoryBound(to: Int32.self))
    if layout.hasLines {
      unsafe forest.lines = UnsafePointer(keep(layout.lines).assumingMemoryBound(to: Int.self))
      unsafe forest.line_constants = UnsafePointer(keep(layout.constants).assumingMemoryBound(to: Double.self))
      unsafe forest.term_features = UnsafePointer(keep(layout.features).assumingMemoryBound(to: Int32.self))
      unsafe forest.term_coefficients = UnsafePointer(keep(layout.coefficients).assumingMemoryBound(to: Double.self))
    }
    // SAFETY: a struct of pointers and numbers is copied as it is.
    return (unsafe AlignedBuffer([forest]), buffers)
  }

  private static func sink(_ combination: ForestArithmetic.Combination, isPlain: Bool) -> Int32 {
    switch combination {
    case .sum: Int32(isPlain ? FRIDAY_FOREST_SUM.rawValue : FRIDAY_FOREST_SUMS.rawValue)
    case .least: Int32(FRIDAY_FOREST_LEAST.rawValue)
    case .greatest: Int32(FRIDAY_FOREST_GREATEST.rawValue)
    }
  }

  /// Levels of blocks of sixteen: a value of a coarser level is the last one of the block below it, NaN for the last block.
  private static func column(of column: RankedColumn, zeroBound: Double, spare: Int, thresholds: inout [Double]) -> friday_forest_column {
    var levels: [[Double]] = []
    var finest = column.thresholds
    while true {
      while finest.count % 16 != 0 || finest.isEmpty { finest.append(.nan) }
      levels.insert(finest, at: 0)
      guard finest.count > 16 else { break }
      var coarser = stride(from: 15, to: finest.count, by: 16).map { finest[$0] }
      coarser[coarser.count - 1] = .nan
      finest = coarser
    }
    var starts: [Int] = []
    for level in levels {
      starts.append(thresholds.count)
      thresholds += level
    }
    let count = starts.count
    while starts.count < 6 { starts.append(0) }
    let isPlain = !column.nanIsZero && column.missing.isNaN && zeroBound < 0
    return friday_forest_column(
      source: Int32(column.source), is_plain: isPlain ? 1 : 0, nan_is_zero: column.nanIsZero ? 1 : 0, missing: column.missing, low: Int32(column.low ?? spare),
      high: Int32(column.high ?? spare), levels: Int32(count), level: (starts[0], starts[1], starts[2], starts[3], starts[4], starts[5]))
  }

  /// A set of categories becomes bits where that is no more than eight times the members.
  private static func test(of test: MembershipTest, members: inout [Double], words: inout [UInt32]) -> friday_forest_test {
    let isBitset = test.categoriesAbove != nil && (test.members.last ?? 0) < Double(512 * test.members.count + 4096)
    let first = isBitset ? words.count : members.count
    if isBitset {
      words += [UInt32](repeating: 0, count: Int(test.members.last ?? 0) / 32 + 1)
      for member in test.members { words[first + Int(member) / 32] |= 1 << UInt32(Int(member) % 32) }
    } else {
      members += test.members
    }
    return friday_forest_test(
      source: Int32(test.source), nan_is_zero: test.nanIsZero ? 1 : 0, missing: test.missing, slot: Int32(test.slot), missing_rank: Int32(test.missingRank),
      member_rank: Int32(test.memberRank), truncates: test.categoriesAbove == nil ? 0 : 1, floor: test.categoriesAbove ?? 0, first: first,
      count: isBitset ? words.count - first : test.members.count, is_bitset: isBitset ? 1 : 0)
  }
}
