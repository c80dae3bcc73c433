import Domain
import Inference
import TestSupport
import Testing

@Suite("Prediction model") struct PredictionModelTests {
  private static let version = ModelVersion(name: "touch", version: "1.2.3")
  private static func schema(_ columns: [String], version: Int = 1) -> FeatureSchema { FeatureSchema(name: "set", version: version, columns: columns) }

  private static func forest(seed: UInt64 = 1, groups: Int = 1) throws -> CompiledForest {
    var forests = RandomForests(seed: seed)
    return CompiledForest(try forests.model(objective: groups == 1 ? "binary:logistic" : "multi:softprob", features: 3, groups: groups))
  }

  private static func refusal(_ forest: CompiledForest, _ schema: FeatureSchema) -> Diagnostic? {
    do {
      _ = try PredictionModel(forest: forest, version: version, schema: schema)
      return nil
    } catch {
      return error
    }
  }

  @Test("scores a vector of its own schema as the forest does") func scores() throws {
    let schema = Self.schema(["x0", "x1", "x2"])
    let model = try PredictionModel(forest: try Self.forest(), version: Self.version, schema: schema)
    var vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: schema)
    vector.set(0, 1.5)
    vector.set(2, -3)
    #expect(try model.predict(vector) == model.scorer.score([1.5, .nan, -3].span))
    #expect(model.version.description.contains("touch") && model.version.description.contains("1.2.3"))
  }

  @Test("refuses at load a set with another name, order or number of columns, and names the first difference") func load() throws {
    let forest = try Self.forest()
    #expect(Self.refusal(forest, Self.schema(["x0", "x1", "x2"])) == nil)
    let renamed = Self.refusal(forest, Self.schema(["x0", "spread", "x2"]))
    #expect(renamed?.code == "model.schema" && renamed?.exitCode == .badData)
    #expect(renamed?.message.contains("column 1 is \"x1\" in the model and \"spread\" in the set") == true)
    #expect(renamed?.message.contains(Self.schema(["x0", "spread", "x2"]).hashText) == true)
    #expect(renamed?.message.contains(Self.schema(["x0", "x1", "x2"]).hashText) == true)
    #expect(Self.refusal(forest, Self.schema(["x1", "x0", "x2"]))?.message.contains("column 0") == true)
    #expect(Self.refusal(forest, Self.schema(["x0", "x1"]))?.message.contains("the model has 3 columns, the set 2") == true)
    #expect(Self.refusal(try Self.forest(groups: 3), Self.schema(["x0", "x1", "x2"]))?.code == "model.outputs")
  }

  @Test("refuses at every prediction a vector of another set, though it has as many columns") func vector() throws {
    let schema = Self.schema(["x0", "x1", "x2"])
    let model = try PredictionModel(forest: try Self.forest(), version: Self.version, schema: schema)
    let other = Self.schema(["x0", "x1", "x2"], version: 2)
    let vector = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: other)
    let mismatch = #expect(throws: SchemaMismatch.self) { try model.predict(vector) }
    #expect(mismatch?.expected == schema.hash && mismatch?.found == other.hash)
    var short = FeatureVector(instrument: InstrumentID(0), time: Timestamp(nanoseconds: 0), schema: schema)
    short.values.removeLast()
    #expect(throws: SchemaMismatch.self) { try model.predict(short) }
  }

  @Test("a file without names is bound only on the caller's word, and then by number of columns") func unnamed() throws {
    let bare = ScoringModel(try Self.forest(), hasFeatureNames: false)
    let schema = Self.schema(["a", "b", "c"])
    let refusal = ScoringModelTests.refusal { _ = try PredictionModel(bare, version: Self.version, schema: schema) }
    #expect(refusal?.code == "model.unnamed" && refusal?.exitCode == .badData && refusal?.hint?.isEmpty == false)
    let model = try PredictionModel(bare, version: Self.version, schema: schema, columns: .byPlaceWhereUnnamed)
    #expect(model.scorer.featureCount == 3)
    let short = ScoringModelTests.refusal { _ = try PredictionModel(bare, version: Self.version, schema: Self.schema(["a", "b"]), columns: .byPlaceWhereUnnamed) }
    #expect(short?.code == "model.schema" && short?.message.contains("the model has 3 columns, the set 2") == true)
    // Names that are there are compared whatever the caller says.
    let named = ScoringModelTests.refusal {
      _ = try PredictionModel(ScoringModel(try Self.forest()), version: Self.version, schema: schema, columns: .byPlaceWhereUnnamed)
    }
    #expect(named?.code == "model.schema")
  }

  @Test("the self-check names the model") func selfCheck() throws {
    let model = try PredictionModel(forest: try Self.forest(), version: Self.version, schema: Self.schema(["x0", "x1", "x2"]))
    var reference = model.scorer.reference([[1, 2, 3], [.nan, 0, 1]])
    try model.selfCheck(reference)
    reference.margins[1] += 1
    let refusal = ScoringModelTests.refusal { try model.selfCheck(reference) }
    #expect(refusal?.code == "model.self_check" && refusal?.message.contains("touch") == true && refusal?.message.contains("row 1") == true)
  }
}
