import Domain
import Inference
import TestSupport
import Testing

@Suite("Linear booster") struct LinearBoosterTests {
  private static func text(features: Int, outputs: Int, weights: [Float]) -> String {
    let list = weights.map { XGBoostText.text($0) }.joined(separator: ",")
    return #"""
      {"learner":{"feature_names":[],"gradient_booster":{"model":{"weights":[\#(list)]},"name":"gblinear"},"learner_model_param":{"base_score":"5E-1",
      "num_class":"\#(outputs == 1 ? 0 : outputs)","num_feature":"\#(features)"},"objective":{"name":"\#(outputs == 1 ? "reg:squarederror" : "multi:softprob")"}},"version":[2,1,4]}
      """#
  }

  @Test("adds bias and terms in the order of the columns, in single precision; a missing value adds nothing", arguments: 1...6)
  func twin(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    for outputs in [1, 3] {
      let features = 1 + Int(random.next() % 8)
      let weights = (0..<((features + 1) * outputs)).map { _ in Float(random.normal()) }
      let model = try XGBoostReaderTests.read(Self.text(features: features, outputs: outputs, weights: weights))
      #expect(model.trees.isEmpty && model.featureNames == (0..<features).map { "f\($0)" })
      for missing in [nil, Float(2)] {
        let forest = CompiledForest(model, missing: missing)
        for _ in 0..<50 {
          let row = (0..<features).map { _ in [Double.nan, 2, -0.0, random.normal()][Int(random.next() % 4)] }
          var expected = (0..<outputs).map { Float(0.5) + weights[features * outputs + $0] }
          for (column, value) in row.enumerated() where !value.isNaN && Float(value) != missing {
            for output in 0..<outputs { expected[output] += Float(value) * weights[column * outputs + output] }
          }
          var margins = [Double](repeating: 0, count: outputs)
          var span = margins.mutableSpan
          forest.margins(row.span, into: &span)
          #expect(margins.map(\.bitPattern) == expected.map { Double($0).bitPattern }, "seed \(seed)")
          if outputs == 1 { #expect(forest.score(row.span).margin == Double(expected[0])) }
        }
      }
    }
  }

  @Test("refuses a number of weights that does not fit") func faults() {
    #expect(XGBoostReaderTests.refusal(Self.text(features: 2, outputs: 1, weights: [1, 2]))?.code == "model.invalid")
    #expect(XGBoostReaderTests.refusal(Self.text(features: 2, outputs: 1, weights: [1, 2, .infinity]))?.code == "model.invalid")
  }
}
