import Features
import TestSupport
import Testing

@Suite("Parameters of operators") struct OperatorParameterTests {
  @Test("a parameter that is missing, of another kind or out of range is refused, never a trap", arguments: try OperatorExample.all())
  func refusals(example: OperatorExample) throws {
    let strange: [CalculatorParameters.Value] = [
      .integer(0), .integer(-3), .integer(.max), .integer(.min), .number(0.5), .number(.nan), .number(.infinity), .number(-1e300), .text("no such word"),
      .flag(true), .integers([]), .integers([0]), .integers([1 << 40]),
    ]
    for key in example.parameters.keys {
      var without = example
      without.parameters[key] = nil
      refuses(without, mayAccept: true)
      for value in strange {
        var wrong = example
        wrong.parameters[key] = value
        refuses(wrong, mayAccept: Self.isNumber(value))
      }
    }
    var more = example
    more.parameters["no such key"] = .integer(1)
    var values = CalculatorParameters(more.parameters, scale: OperatorExample.scale)
    let type = try #require(OperatorCatalogue.all.first { $0.calculator == example.calculator })
    _ = try? type.init(&values)
    #expect(values.left.contains("no such key"))
  }

  private static func isNumber(_ value: CalculatorParameters.Value) -> Bool {
    switch value {
    case .number(let number): number.isFinite
    case .integer: true
    default: false
    }
  }

  /// Makes it; whether a number fits is the operator's business, anything else must be refused, and by naming a key.
  private func refuses(_ example: OperatorExample, mayAccept: Bool) {
    var values = CalculatorParameters(example.parameters, scale: OperatorExample.scale)
    for type in OperatorCatalogue.all where type.calculator == example.calculator {
      do throws(ParameterFault) {
        _ = try type.init(&values)
        #expect(mayAccept, "\(example.testDescription) was accepted")
      } catch {
        #expect(!error.key.isEmpty && !error.reason.isEmpty)
        return
      }
      return
    }
  }

  @Test("windows that cannot answer are refused") func tooShort() {
    let cases: [(any FeatureOperator.Type, [String: CalculatorParameters.Value], String)] = [
      (RollingStatistic.self, ["stat": .text("kurtosis"), "window_events": .integer(3)], "window_events"),
      (RollingStatistic.self, ["stat": .text("std"), "window_ns": .integer(5), "min_events": .integer(1)], "min_events"),
      (RollingStatistic.self, ["stat": .text("mean")], "window_events"),
      (MACD.self, ["fast": .integer(26), "slow": .integer(26), "signal": .integer(9)], "fast"),
      (VolatilityRatio.self, ["short": .integer(30), "long": .integer(10)], "short"),
      (Autocorrelation.self, ["n": .integer(5), "lag": .integer(5)], "lag"),
      (RescaledRange.self, ["n": .integer(16), "sizes": .integers([4, 32])], "sizes"),
      (HurstDiffusion.self, ["n": .integer(16), "lag_min": .integer(2), "lag_max": .integer(15)], "lag_max"),
      (HiguchiDimension.self, ["n": .integer(16), "k_max": .integer(9)], "k_max"),
      (LaggedReturns.self, ["lags": .integers([2, 2])], "lags"),
      (PriceMomentumOscillator.self, ["n1": .integer(1), "n2": .integer(20), "signal": .integer(10)], "n1"),
    ]
    for (type, parameters, key) in cases {
      var values = CalculatorParameters(parameters, scale: OperatorExample.scale)
      let fault = #expect(throws: ParameterFault.self) { _ = try type.init(&values) }
      #expect(fault?.key == key, "\(type.calculator): \(String(describing: fault))")
    }
  }
}
