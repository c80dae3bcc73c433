import Domain
import TestSupport
import Testing

@testable import Inference

@Suite("Row preparation") struct RowPreparationTests {
  private static func random(_ seed: UInt64, columns: Int) -> RowPreparation {
    var random = SeededGenerator(seed: seed)
    func number() -> Double { Double(Int(random.next() % 4001) - 2000) / 100 }
    let columns = (0..<columns).map { index in
      RowPreparation.Column(
        name: "f\(index)", fill: index % 3 == 0 ? nil : number(), center: number(), spread: 0.25 + abs(number()), width: number(), floor: number())
    }
    return RowPreparation(columns)!
  }

  /// One tree a column, its leaf a bit of the sum: the score tells of every column on which side of 0.5 it lies.
  private static func forest(columns: Int) throws -> ScoringModel {
    let names = (0..<columns).map { "f\($0)" }
    let trees = try (0..<columns).map { column in
      try ForestTree(
        group: 0, nodes: [ForestNode(left: 1, right: 2, feature: Int32(column), value: 0.5, defaultLeft: false), .leaf(Float(1 << column)), .leaf(0)],
        featureCount: columns, depthLimit: 4)
    }
    let model = try ForestModel(
      source: "test", objective: ForestObjective(xgboost: "reg:squarederror")!, baseMargins: [0], featureNames: names, trees: trees)
    return ScoringModel(CompiledForest(model))
  }

  @Test("scores a row as the bare model scores the prepared row, on the stack and off it", arguments: [UInt64(1), 2, 3])
  func sameAsPrepared(seed: UInt64) throws {
    let bare = try Self.forest(columns: 20)
    let preparation = Self.random(seed, columns: 20)
    let model = try ScoringModel(bare, preparation: preparation)
    var random = SeededGenerator(seed: seed &+ 100)
    for _ in 0..<200 {
      let row = (0..<20).map { _ in random.next() % 5 == 0 ? Double.nan : Double(Int(random.next() % 2001) - 1000) / 50 }
      let prepared = preparation.columns.enumerated().map { index, column in
        ((row[index].isFinite ? row[index] : column.fill ?? .nan) - column.center) / column.spread * column.width + column.floor
      }
      #expect(model.score(row.span) == bare.score(prepared.span))
    }
  }

  @Test("its document reads back as it was written, and a file with a fault is refused by place") func document() throws {
    let preparation = Self.random(9, columns: 7)
    let written = ModelDocument.prepared(preparation, file: "a.ubj").json
    #expect(try ModelDocumentParser.parse(written.span) == .prepared(preparation, file: "a.ubj"))
    for text in [
      #"{"friday_model":1,"preparation":[],"model":"a.ubj"}"#, #"{"friday_model":1,"preparation":[{"fill":1}],"model":"a.ubj"}"#,
      #"{"friday_model":1,"preparation":[{"column":"x","spread":0}],"model":"a.ubj"}"#,
      #"{"friday_model":1,"preparation":[{"column":"x"},{"column":"x"}],"model":"a.ubj"}"#,
      #"{"friday_model":1,"preparation":[{"column":"x","centre":1}],"model":"a.ubj"}"#, #"{"friday_model":1,"preparation":[{"column":"x"}]}"#,
      #"{"friday_model":1,"preparation":[{"column":"x"}],"model":"a.ubj","ensemble":"average"}"#,
    ] {
      let bytes = Array(text.utf8)
      #expect(throws: ModelFileFault.self, "\(text)") { try ModelDocumentParser.parse(bytes.span) }
    }
  }

  @Test("is refused twice, over other columns, and inside an ensemble") func refused() throws {
    let bare = try Self.forest(columns: 5)
    let model = try ScoringModel(bare, preparation: Self.random(1, columns: 5))
    #expect(throws: Diagnostic.self) { try ScoringModel(model, preparation: Self.random(2, columns: 5)) }
    #expect(throws: Diagnostic.self) { try ScoringModel(bare, preparation: Self.random(2, columns: 6)) }
    #expect(throws: Diagnostic.self) { try ScoringModel(averaging: [bare, model]) }
    // A calibration over a prepared model keeps the preparation.
    let calibrated = try ScoringModel(model, calibration: Calibration(.platt(PlattCalibration(a: 1, b: 0)!), over: .margin))
    let row = [0.1, 0.2, .nan, 3, -4]
    #expect(calibrated.score(row.span).margin == model.score(row.span).margin)
  }

  @Test("takes nothing from the heap") func allocations() throws {
    let model = try ScoringModel(Self.forest(columns: 20), preparation: Self.random(3, columns: 20))
    let row = [Double](repeating: 0.3, count: 20)
    _ = model.score(row.span)
    let made = AllocationCounter.count { for _ in 0..<100 { _ = model.score(row.span) } }
    #expect(made == 0)
  }
}
