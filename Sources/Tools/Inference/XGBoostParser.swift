/// One pass over a model file: collects what the model needs, in whatever order the keys stand.
struct XGBoostParser<Cursor: ModelFileCursor> {
  let limits: ModelLimits
  var cursor = Cursor()

  var version: (major: Int, minor: Int, patch: Int)?
  var sawLearner = false
  var objective: (name: String, offset: Int)?
  var booster: (name: String, offset: Int)?
  var parameters: [String: (text: String, offset: Int)] = [:]
  var featureNames: [String] = []
  var featureNamesOffset = 0
  var treeInfo: (values: [Int64], offset: Int)?
  var weightDrop: (values: [Float], offset: Int)?
  /// Of `gblinear`: weights by column, the bias behind them.
  var linearWeights: (values: [Float], offset: Int)?
  var declaredTrees: (text: String, offset: Int)?
  var trees: [XGBoostTreeArrays]?
  var nodeCount = 0
  /// Where the last object of interest ended, for "missing" faults.
  var learnerEnd = 0
  var boosterEnd = 0

  init(limits: ModelLimits) { self.limits = limits }

  mutating func parse(_ bytes: Span<UInt8>) throws {
    try object(bytes) { parser, key, bytes in
      switch key {
      case "version": try parser.readVersion(bytes)
      case "learner": try parser.readLearner(bytes)
      default: try parser.cursor.skip(bytes)
      }
    }
    try cursor.end(bytes)
    guard sawLearner else { throw ModelFileFault.missing("learner", at: cursor.offset) }
  }

  private mutating func readVersion(_ bytes: Span<UInt8>) throws {
    let offset = cursor.offset
    let parts = try integers(bytes, limit: 8)
    guard parts.count == 3 else { throw ModelFileFault.invalid("\"version\" has \(parts.count) parts, 3 are expected", at: offset) }
    guard (1...3).contains(parts[0]), (0...1_000_000).contains(parts[1]), (0...1_000_000).contains(parts[2]) else {
      throw ModelFileFault.unsupported(
        "written by XGBoost \(parts[0]).\(parts[1]).\(parts[2]), the reader knows 1.0 to 3.x",
        hint: "load and re-save the model with an XGBoost of that range", at: offset)
    }
    version = (Int(parts[0]), Int(parts[1]), Int(parts[2]))
  }

  private mutating func readLearner(_ bytes: Span<UInt8>) throws {
    sawLearner = true
    try object(bytes) { parser, key, bytes in
      switch key {
      case "feature_names":
        parser.featureNamesOffset = parser.cursor.offset
        parser.featureNames = try parser.array(bytes, limit: parser.limits.features) { try $0.text($1) }
      case "learner_model_param":
        try parser.object(bytes) { parser, key, bytes in parser.parameters[key] = try parser.parameter(bytes) }
      case "objective":
        try parser.object(bytes) { parser, key, bytes in
          if key == "name" { parser.objective = try parser.text(bytes) } else { try parser.cursor.skip(bytes) }
        }
      case "gradient_booster": try parser.readBooster(bytes)
      default: try parser.cursor.skip(bytes)
      }
    }
    learnerEnd = cursor.offset
  }

  /// `gbtree` holds its trees in `model`; `dart` wraps a whole `gbtree` and adds a weight for each tree.
  private mutating func readBooster(_ bytes: Span<UInt8>) throws {
    try object(bytes) { parser, key, bytes in
      switch key {
      case "name": parser.booster = try parser.text(bytes)
      case "model": try parser.readTreesModel(bytes)
      case "weight_drop": try parser.readWeightDrop(bytes)
      case "gbtree":
        try parser.object(bytes) { parser, key, bytes in
          if key == "model" { try parser.readTreesModel(bytes) } else { try parser.cursor.skip(bytes) }
        }
      default: try parser.cursor.skip(bytes)
      }
    }
    boosterEnd = cursor.offset
  }

  private mutating func readWeightDrop(_ bytes: Span<UInt8>) throws {
    let offset = cursor.offset
    weightDrop = (try floats(bytes, limit: limits.trees), offset)
  }

  private mutating func readTreesModel(_ bytes: Span<UInt8>) throws {
    try object(bytes) { parser, key, bytes in
      switch key {
      case "tree_info":
        let offset = parser.cursor.offset
        parser.treeInfo = (try parser.integers(bytes, limit: parser.limits.trees), offset)
      case "weight_drop": try parser.readWeightDrop(bytes)
      case "weights":
        let offset = parser.cursor.offset
        parser.linearWeights = (try parser.floats(bytes, limit: (parser.limits.features + 1) * 64), offset)
      case "gbtree_model_param":
        try parser.object(bytes) { parser, key, bytes in
          let value = try parser.parameter(bytes)
          if key == "num_trees" { parser.declaredTrees = value }
        }
      case "trees": try parser.readTrees(bytes)
      default: try parser.cursor.skip(bytes)
      }
    }
  }

  private mutating func readTrees(_ bytes: Span<UInt8>) throws {
    var read: [XGBoostTreeArrays] = []
    try elements(bytes) { parser, bytes in
      guard read.count < parser.limits.trees else {
        throw ModelFileFault.limit("more than \(parser.limits.trees) trees", at: parser.cursor.offset)
      }
      let tree = try parser.readTree(bytes, index: read.count)
      parser.nodeCount += tree.left.count
      guard parser.nodeCount <= parser.limits.nodes else {
        throw ModelFileFault.limit("more than \(parser.limits.nodes) nodes", at: parser.cursor.offset)
      }
      read.append(tree)
    }
    trees = read
  }
}
