import Domain
import Inference
import TestSupport
import Testing

@Suite("Scoring model") struct ScoringModelTests {
  private static func forest(_ seed: UInt64, features: Int = 4, groups: Int = 1, trees: Int = 6) throws -> CompiledForest {
    var forests = RandomForests(seed: seed)
    return CompiledForest(try forests.model(objective: groups == 1 ? "binary:logistic" : "multi:softprob", features: features, groups: groups, trees: trees))
  }

  static func refusal(_ body: () throws -> Void) -> Diagnostic? {
    do {
      try body()
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test("of a forest says what the forest says") func plain() throws {
    var forests = RandomForests(seed: 3)
    for groups in [1, 3] {
      let forest = try Self.forest(3, groups: groups)
      let model = ScoringModel(forest)
      #expect(model.outputCount == groups && model.featureNames == forest.featureNames && !model.takesColumnsByPlace && model.nesting == 0)
      for _ in 0..<40 {
        let row = forests.row(4)
        if groups == 1 { #expect(model.score(row.span) == forest.score(row.span)) }
        for kind in ["margins", "values"] {
          var found = [Double](repeating: 0, count: groups)
          var expected = found
          var foundSpan = found.mutableSpan
          var expectedSpan = expected.mutableSpan
          if kind == "values" {
            model.values(row.span, into: &foundSpan)
            forest.values(row.span, into: &expectedSpan)
          } else {
            model.margins(row.span, into: &foundSpan)
            forest.margins(row.span, into: &expectedSpan)
          }
          #expect(found == expected, "\(kind) of \(row)")
        }
      }
    }
  }

  @Test("averages margins and values by weight, whatever is wrapped in whatever", arguments: 1...5)
  func wrappers(seed: UInt64) throws {
    var forests = RandomForests(seed: seed)
    let (a, b, c) = (try Self.forest(seed), try Self.forest(seed + 50), try Self.forest(seed + 90))
    let platt = try #require(PlattCalibration(a: -1.5, b: 0.25))
    let isotonic = try #require(IsotonicCalibration(x: [-1, 0.5, 2], y: [0.1, 0.4, 0.8]))
    let steps = try #require(IsotonicCalibration(x: [0.2, 0.6], y: [0.3, 0.7], interpolation: .step))
    let inner = try ScoringModel(ScoringModel(b), calibration: Calibration(.isotonic(steps), over: .value))
    let mean = try ScoringModel(averaging: [ScoringModel(a), inner])
    let outer = try ScoringModel(averaging: [ScoringModel(c), mean, try ScoringModel(ScoringModel(a), calibration: Calibration(.isotonic(isotonic)))], weights: [2, 1, 5])
    let whole = try ScoringModel(outer, calibration: Calibration(.platt(platt)))
    #expect(whole.nesting == 4 && outer.nesting == 3 && whole.featureCount == 4)
    for _ in 0..<60 {
      let row = forests.row(4)
      let (sa, sb, sc) = (a.score(row.span), b.score(row.span), c.score(row.span))
      let innerMargin: Double = (sa.margin + sb.margin) / 2
      let innerValue: Double = (sa.value + steps.value(of: sb.value)) / 2
      let margin: Double = (2 * sc.margin + innerMargin + 5 * sa.margin) / 8
      let value: Double = (2 * sc.value + innerValue + 5 * isotonic.value(of: sa.margin)) / 8
      let found = outer.score(row.span)
      let (marginOff, valueOff) = (abs(found.margin - margin), abs(found.value - value))
      #expect(marginOff < 1e-12 && valueOff < 1e-12, "seed \(seed), row \(row)")
      let calibrated = whole.score(row.span)
      #expect(calibrated.margin == found.margin && calibrated.value == platt.value(of: found.margin), "seed \(seed): a calibration leaves the margin alone")
    }
    let made = AllocationCounter.count { [row = forests.row(4)] in for _ in 0..<20 { _ = whole.score(row.span) } }
    #expect(made == 0, "20 calls took \(String(describing: made)) blocks")
  }

  @Test("refuses members that do not fit, weights that count nothing, and five wrappers") func refusals() throws {
    let model = ScoringModel(try Self.forest(1))
    let wide = ScoringModel(try Self.forest(1, features: 5))
    let several = ScoringModel(try Self.forest(1, groups: 3))
    func check(_ part: String, _ line: SourceLocation = #_sourceLocation, _ body: () throws -> Void) {
      let refusal = Self.refusal(body)
      #expect(refusal?.code == "model.composition" && refusal?.exitCode == .badData && refusal?.hint?.isEmpty == false, sourceLocation: line)
      #expect(refusal?.message.contains(part) == true, "\(refusal?.message ?? "taken")", sourceLocation: line)
    }
    check("no model") { _ = try ScoringModel(averaging: []) }
    check("member 1 has 5 columns") { _ = try ScoringModel(averaging: [model, wide]) }
    check("member 1 has 3 outputs") { _ = try ScoringModel(averaging: [model, several]) }
    check("3 outputs") { _ = try ScoringModel(several, calibration: Calibration(.platt(try #require(PlattCalibration(a: 1, b: 0))))) }
    for weight in [0, -1, .nan, .infinity] { check("member 1 has the weight") { _ = try ScoringModel(averaging: [model, model], weights: [1, weight]) } }
    check("1 weights for 2") { _ = try ScoringModel(averaging: [model, model], weights: [1]) }
    check("sum to inf") { _ = try ScoringModel(averaging: [model, model], weights: [1e308, 1e308]) }
    var deep = model
    for _ in 0..<4 { deep = try ScoringModel(averaging: [deep]) }
    check("deeper than 4") { _ = try ScoringModel(averaging: [deep]) }
    check("deeper than 4") { _ = try ScoringModel(deep, calibration: Calibration(.platt(try #require(PlattCalibration(a: 1, b: 0))))) }
    let objective = try #require(ForestObjective(xgboost: "binary:logistic"))
    let renamed = ScoringModel(
      CompiledForest(try ForestModel(source: "", objective: objective, baseMargins: [0], featureNames: ["x0", "y", "x2", "x3"], trees: [])))
    check("column 1 is \"y\" in member 1 and \"x1\" in the others") { _ = try ScoringModel(averaging: [model, renamed]) }
  }

  @Test("a member without names takes columns by place, and so does its ensemble") func names() throws {
    let named = ScoringModel(try Self.forest(1))
    let bare = ScoringModel(try Self.forest(2), hasFeatureNames: false)
    #expect(bare.featureNames == nil && bare.takesColumnsByPlace)
    let mixed = try ScoringModel(averaging: [bare, named])
    #expect(mixed.featureNames == named.featureNames && mixed.takesColumnsByPlace)
    #expect(try !ScoringModel(averaging: [named, named]).takesColumnsByPlace)
  }

  @Test("the self-check passes on what was recorded and names the first row that differs") func selfCheck() throws {
    var forests = RandomForests(seed: 8)
    let model = ScoringModel(try Self.forest(8))
    let rows = (0..<20).map { _ in forests.row(4) }
    var reference = model.reference(rows)
    try model.selfCheck(reference)
    let other = Self.refusal { try ScoringModel(try Self.forest(9)).selfCheck(reference) }
    #expect(other?.code == "model.self_check" && other?.exitCode == .badData)
    reference.values[7] += 1e-6
    let refusal = Self.refusal { try model.selfCheck(reference) }
    #expect(refusal?.message.contains("reference row 7: the value is") == true, "\(refusal?.message ?? "passed")")
    reference.tolerance = 2e-6
    try model.selfCheck(reference)
    reference.margins[3] = .nan
    #expect(Self.refusal { try model.selfCheck(reference) }?.message.contains("row 3: the margin") == true)
    reference.rows[1].append(0)
    #expect(Self.refusal { try model.selfCheck(reference) }?.message.contains("reference row 1 has 5 columns") == true)
  }
}
