public import Domain

/// Reads a model file of any kind the house knows and compiles it: XGBoost's JSON and UBJSON, LightGBM's text, ONNX, and our own ``ModelDocument`` that
/// joins or calibrates such files.
///
/// The first bytes say what a file is, not its name. Every fault is a diagnostic with exit code 65 that names the file and the reason.
///
/// **Column names.** A file that names its columns binds them: ``PredictionModel`` compares names and order with the feature set. A file that does not
/// (XGBoost trained on a bare matrix, LightGBM's generated `Column_0 …`, ONNX without names) takes its columns by place, and says so in
/// ``ScoringModel/takesColumnsByPlace``: whoever uses it must allow that in as many words, because a wrong order scores silently wrong.
public struct ModelReader: Sendable {
  /// Gives the bytes of a file that a document names.
  public typealias Members = (_ file: String) throws(Diagnostic) -> [UInt8]

  /// Most files that one document may lead to.
  public static let fileLimit = 256

  /// Bounds on what is read of one file.
  public var limits: ModelLimits
  /// Bounds on networks.
  public var networkLimits: ONNXLimits

  /// A reader with these bounds.
  public init(limits: ModelLimits = ModelLimits(), networkLimits: ONNXLimits = ONNXLimits()) {
    self.limits = limits
    self.networkLimits = networkLimits
  }

  /// Reads a model that stands alone.
  ///
  /// - Throws: as ``read(_:file:missing:members:)``; a document that names other files is refused.
  public func read(_ bytes: Span<UInt8>, file: String = "model", missing: Float? = nil) throws(Diagnostic) -> LoadedScorer {
    try read(bytes, file: file, missing: missing) { (name) throws(Diagnostic) in
      throw Diagnostic(
        code: "model.member", exitCode: .badData, message: "\(file): it names the file \"\(name)\", and no other file can be read here",
        hint: "give the member itself, or read the document where its folder is known")
    }
  }

  /// Reads a model.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - file: what diagnostics call it.
  ///   - missing: a value that counts as missing beside NaN in XGBoost's models.
  ///   - members: gives the bytes of a file by its name, which holds no folder; its diagnostics pass through.
  /// - Throws: a diagnostic of the file's reader, or `model.composition` when members do not fit together.
  /// - Complexity: O(bytes of all files).
  public func read(_ bytes: Span<UInt8>, file: String = "model", missing: Float? = nil, members: Members) throws(Diagnostic) -> LoadedScorer {
    var files: [String] = []
    return try read(bytes, file: file, missing: missing, members: members, nesting: 0, files: &files)
  }

  private func read(
    _ bytes: Span<UInt8>, file: String, missing: Float?, members: Members, nesting: Int, files: inout [String]
  ) throws(Diagnostic) -> LoadedScorer {
    files.append(file)
    guard files.count <= Self.fileLimit else {
      throw Diagnostic(
        code: "model.limit", exitCode: .badData, message: "\(files[0]): it leads to more than \(Self.fileLimit) files", hint: "name fewer members")
    }
    let format = ModelFileFormat(bytes)
    switch format {
    case .lightGBMText:
      let model = try LightGBMReader(limits: limits).read(bytes, file: file)
      return LoadedScorer(
        model: ScoringModel(CompiledForest(model), hasFeatureNames: model.hasFeatureNames), source: format.name, files: [file], origin: .lightGBM(model))
    case .xgboostJSON where ModelDocumentParser.isDocument(bytes):
      return try readDocument(bytes, file: file, missing: missing, members: members, nesting: nesting, files: &files)
    case .onnx:
      let model = try ONNXReader(limits: networkLimits).read(bytes, file: file)
      let scorer = ScoringModel(model.network, featureNames: model.hasFeatureNames ? model.featureNames : nil)
      guard scorer.outputCount > 0 else {
        throw Diagnostic(
          code: "model.outputs", exitCode: .badData, message: "\(file): the graph gives labels only", hint: "export it with its probabilities")
      }
      let source = model.producer.isEmpty ? format.name : "\(format.name) of \(model.producer)"
      return LoadedScorer(model: scorer, source: source, files: [file], origin: .other("a network"))
    case .unknown, .xgboostJSON, .xgboostUBJSON, .xgboostBinary:
      // The reader of XGBoost's refuses what it does not know, by name and with what to do.
      let model = try XGBoostReader(limits: limits).read(bytes, file: file)
      return LoadedScorer(
        model: ScoringModel(CompiledForest(model, missing: missing), hasFeatureNames: model.hasFeatureNames), source: model.source, files: [file],
        origin: .xgboost(model, missing: missing))
    }
  }

  private func readDocument(
    _ bytes: Span<UInt8>, file: String, missing: Float?, members: Members, nesting: Int, files: inout [String]
  ) throws(Diagnostic) -> LoadedScorer {
    let document: ModelDocument
    do {
      document = try ModelDocumentParser.parse(bytes)
    } catch {
      throw Diagnostic(code: error.code, exitCode: .badData, message: "\(file): byte \(error.offset): \(error.reason)", hint: error.hint)
    }
    guard nesting < ScoringModel.nestingLimit else {
      throw Diagnostic(
        code: "model.composition", exitCode: .badData, message: "\(file): documents name one another deeper than \(ScoringModel.nestingLimit) levels",
        hint: "name plain model files; a document that leads back to itself has no end")
    }
    let names: [String] =
      switch document {
      case .average(let files): files
      case .weighted(let members): members.map(\.file)
      case .calibrated(_, let file), .prepared(_, let file): [file]
      }
    let start = files.count - 1
    var loaded: [LoadedScorer] = []
    for name in names {
      let content = try members(name)
      loaded.append(try read(content.span, file: name, missing: missing, members: members, nesting: nesting + 1, files: &files))
    }
    let (model, source, origin): (ScoringModel, String, LoadedScorer.Origin)
    do throws(Diagnostic) {
      switch document {
      case .average:
        model = try ScoringModel(averaging: loaded.map(\.model))
        (source, origin) = ("average of \(loaded.count)", .other("an ensemble"))
      case .weighted(let members):
        model = try ScoringModel(averaging: loaded.map(\.model), weights: members.map(\.weight))
        (source, origin) = ("weighted average of \(loaded.count)", .other("an ensemble"))
      case .prepared(let preparation, _):
        model = try ScoringModel(loaded[0].model, preparation: preparation)
        (source, origin) = ("\(loaded[0].source), prepared", .other("a model of prepared rows"))
      case .calibrated(let calibration, _):
        model = try ScoringModel(loaded[0].model, calibration: calibration)
        (source, origin) = ("\(loaded[0].source), calibrated", loaded[0].origin)
      }
    } catch {
      throw Diagnostic(code: error.code, exitCode: error.exitCode, message: "\(file): \(error.message)", hint: error.hint)
    }
    return LoadedScorer(model: model, source: source, files: Array(files[start...]), origin: origin)
  }
}
