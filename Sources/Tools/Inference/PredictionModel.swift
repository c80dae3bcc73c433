public import Domain

/// A compiled forest under its name, bound to the feature set it was trained with.
///
/// A model scores whatever numbers stand in its columns, so the binding is checked twice: by names and order when the model is loaded, by hash at
/// every prediction.
public struct PredictionModel: Sendable {
  /// What predictions are stamped with.
  public let version: ModelVersion
  /// The feature set whose vectors it takes.
  public let schema: FeatureSchema
  /// The scorer.
  public let forest: CompiledForest

  /// Binds a forest to a feature set.
  ///
  /// - Throws: a diagnostic with exit code 65 when names or order differ (it names the first column at which they do, and both hashes), and when the model has
  ///   more than one output, which is no probability of one event.
  public init(forest: CompiledForest, version: ModelVersion, schema: FeatureSchema) throws(Diagnostic) {
    guard forest.groupCount == 1 else {
      throw Diagnostic(
        code: "model.outputs", exitCode: .badData,
        message: "model \(version) has \(forest.groupCount) outputs (\(forest.objectiveName)): a prediction needs a model of one",
        hint: "train it with the objective binary:logistic")
    }
    guard forest.featureNames == schema.columns else {
      throw Self.mismatch(forest.featureNames, version: version, schema: schema)
    }
    self.forest = forest
    self.version = version
    self.schema = schema
  }

  private static func mismatch(_ names: [String], version: ModelVersion, schema: FeatureSchema) -> Diagnostic {
    let first = zip(names, schema.columns).enumerated().first { $0.element.0 != $0.element.1 }
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
  /// - Complexity: as ``CompiledForest/score(_:)``.
  public func predict(_ vector: borrowing FeatureVector) throws(SchemaMismatch) -> Score {
    guard vector.schemaHash == schema.hash, vector.values.count == forest.featureCount else {
      throw SchemaMismatch(expected: schema.hash, found: vector.schemaHash)
    }
    return forest.score(vector.values.span)
  }
}
