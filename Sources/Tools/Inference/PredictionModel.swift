public import Domain

/// A compiled model under its name, bound to the feature set it was trained with.
///
/// A model scores whatever numbers stand in its columns, so the binding is checked twice: by names and order when the model is loaded, by hash at
/// every prediction.
public struct PredictionModel: Sendable {
  /// What predictions are stamped with.
  public let version: ModelVersion
  /// The feature set whose vectors it takes.
  public let schema: FeatureSchema
  /// The scorer.
  public let scorer: ScoringModel

  /// Binds a model to a feature set.
  ///
  /// - Parameter columns: what to do with a model whose file names no columns.
  /// - Throws: a diagnostic with exit code 65 when names or order differ (it names the first column at which they do, and both hashes), when the file holds no
  ///   names and `columns` does not allow that, and when the model has more than one output, which is no probability of one event.
  public init(_ model: ScoringModel, version: ModelVersion, schema: FeatureSchema, columns: ColumnBinding = .byName) throws(Diagnostic) {
    guard model.outputCount == 1 else {
      throw Diagnostic(
        code: "model.outputs", exitCode: .badData,
        message: "model \(version) has \(model.outputCount) outputs (\(model.objectiveName)): a prediction needs a model of one",
        hint: "train it with the objective binary:logistic")
    }
    if let names = model.featureNames, names != schema.columns {
      throw Self.mismatch(names, version: version, schema: schema)
    }
    if model.takesColumnsByPlace {
      guard columns == .byPlaceWhereUnnamed else {
        throw Diagnostic(
          code: "model.unnamed", exitCode: .badData,
          message: "the file of model \(version) names no columns, so nothing says that they are those of \(schema.name) version \(schema.version), in its order",
          hint: "train with feature names, or say that the columns stand in the set's order")
      }
      guard model.featureCount == schema.columns.count else {
        throw Self.mismatch((0..<model.featureCount).map { "f\($0)" }, version: version, schema: schema, byName: false)
      }
    }
    scorer = model
    self.version = version
    self.schema = schema
  }

  /// Binds a forest to a feature set by the names of its columns.
  ///
  /// - Throws: as ``init(_:version:schema:columns:)``.
  public init(forest: CompiledForest, version: ModelVersion, schema: FeatureSchema) throws(Diagnostic) {
    try self.init(ScoringModel(forest), version: version, schema: schema)
  }

  private static func mismatch(_ names: [String], version: ModelVersion, schema: FeatureSchema, byName: Bool = true) -> Diagnostic {
    let first = !byName ? nil : zip(names, schema.columns).enumerated().first { $0.element.0 != $0.element.1 }
    let difference =
      if let first {
        "column \(first.offset) is \"\(first.element.0)\" in the model and \"\(first.element.1)\" in the set"
      } else {
        "the model has \(names.count) columns, the set \(schema.columns.count)"
      }
    let modelHash =
      (1...FeatureMask.capacity).contains(names.count) && Set(names).count == names.count
      ? FeatureSchema(name: schema.name, version: schema.version, columns: names).hashText : "none"
    return Diagnostic(
      code: "model.schema", exitCode: .badData,
      message:
        "model \(version) was trained with other features than \(schema.name) version \(schema.version): \(difference) "
        + "(schema hash \(modelHash) in the model, \(schema.hashText) in the set)",
      hint: "retrain the model with this feature set, or choose the set it was trained with")
  }

  /// Scores a vector.
  ///
  /// - Throws: ``SchemaMismatch`` when the vector was made by another feature set; nothing is scored then.
  /// - Complexity: as ``ScoringModel/score(_:)``.
  public func predict(_ vector: borrowing FeatureVector) throws(SchemaMismatch) -> Score {
    guard vector.schemaHash == schema.hash, vector.values.count == scorer.featureCount else {
      throw SchemaMismatch(expected: schema.hash, found: vector.schemaHash)
    }
    return scorer.score(vector.values.span)
  }

  /// Compares the model's answers to rows with those recorded when it was published.
  ///
  /// - Throws: as ``ScoringModel/selfCheck(_:)``; the message names the version.
  public func selfCheck(_ reference: ReferenceRows) throws(Diagnostic) {
    do {
      try scorer.selfCheck(reference)
    } catch {
      throw Diagnostic(code: error.code, exitCode: error.exitCode, message: "model \(version): \(error.message)", hint: error.hint)
    }
  }
}
