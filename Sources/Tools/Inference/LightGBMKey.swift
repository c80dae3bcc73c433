/// The lines of a LightGBM file that the reader looks at; others are skipped.
enum LightGBMKey: Int, CaseIterable {
  case maxFeatureIndex, treesPerIteration, featureNames, objective, averageOutput
  case leafCount, setCount, splitFeature, threshold, decisionType, leftChild, rightChild, leafValue, leafRows, questionRows
  case setBoundaries, setWords, isLinear, constants, termCounts, termFeatures, coefficients

  /// As the file spells it.
  var text: String {
    switch self {
    case .maxFeatureIndex: "max_feature_idx"
    case .treesPerIteration: "num_tree_per_iteration"
    case .featureNames: "feature_names"
    case .objective: "objective"
    case .averageOutput: "average_output"
    case .leafCount: "num_leaves"
    case .setCount: "num_cat"
    case .splitFeature: "split_feature"
    case .threshold: "threshold"
    case .decisionType: "decision_type"
    case .leftChild: "left_child"
    case .rightChild: "right_child"
    case .leafValue: "leaf_value"
    case .leafRows: "leaf_count"
    case .questionRows: "internal_count"
    case .setBoundaries: "cat_boundaries"
    case .setWords: "cat_threshold"
    case .isLinear: "is_linear"
    case .constants: "leaf_const"
    case .termCounts: "num_features"
    case .termFeatures: "leaf_features"
    case .coefficients: "leaf_coeff"
    }
  }

  /// Longest spelling.
  private static let longest = 24

  /// A short text as numbers that differ where texts do: its bytes and its length.
  private struct Code: Equatable {
    var words = SIMD4<UInt64>.zero

    mutating func append(_ byte: UInt8, at place: Int) { words[place >> 3] |= UInt64(byte) << UInt64(8 * (place & 7)) }
    mutating func end(count: Int) { words[3] = UInt64(count) }
  }

  private static let codes: [Code] = allCases.map { key in
    var code = Code()
    for (place, byte) in key.text.utf8.enumerated() { code.append(byte, at: place) }
    code.end(count: key.text.utf8.count)
    return code
  }

  /// The key that these bytes spell; `nil` for one that nobody asks.
  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    guard range.count <= Self.longest else { return nil }
    var code = Code()
    for place in 0..<range.count { code.append(bytes[range.lowerBound + place], at: place) }
    code.end(count: range.count)
    guard let place = Self.codes.firstIndex(of: code) else { return nil }
    self = Self.allCases[place]
  }
}
