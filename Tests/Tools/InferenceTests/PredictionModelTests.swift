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
    #expect(try model.predict(vector) == model.model.score([1.5, .nan, -3].span))
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
}
