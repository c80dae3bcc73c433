/// The original registry's words for calculators that go by the field's name here.
///
/// Only where they mean the same: its fillers for missing values are not taken over, its sample deviation of prices is `rolling`.
struct CalculatorAlias {
  let calculator: String
  /// Their parameter's name, ours.
  var renamed: [String: String] = [:]
  /// Parameters that their name implies.
  var implied: [String: CalculatorParameters.Value] = [:]

  static let all: [String: CalculatorAlias] = [
    "bbands": CalculatorAlias(calculator: "bollinger", renamed: ["std_dev": "k", "std": "k"]),
    "stdev": CalculatorAlias(
      calculator: "rolling", renamed: ["n": "window_events"], implied: ["stat": .text("std"), "of": .text("value")]),
    "vwap_ohlcv": CalculatorAlias(calculator: "vwap_bars"),
    "vwap_trades": CalculatorAlias(calculator: "trade_vwap"),
    "l2_spread": CalculatorAlias(calculator: "book_spread"),
    "l2_imbalance": CalculatorAlias(calculator: "depth_imbalance"),
    "l2_depth": CalculatorAlias(calculator: "depth_imbalance"),
    "l2_wap": CalculatorAlias(calculator: "microprice"),
  ]

  /// Calculator and parameters in our words: `period` and `length` are `n`, a span of time such as `window: 10s` is `window_ns`.
  static func resolve(
    _ word: String, _ parameters: [String: CalculatorParameters.Value]
  ) -> (calculator: String, parameters: [String: CalculatorParameters.Value]) {
    let alias = all[word] ?? CalculatorAlias(calculator: word)
    var resolved = alias.implied
    for (key, value) in parameters {
      var name = key == "period" || key == "length" ? "n" : key
      name = alias.renamed[name] ?? name
      if case .text(let text) = value, let span = DurationText.nanoseconds(text) {
        resolved[name.hasSuffix("_ns") ? name : name + "_ns"] = .integer(span)
      } else {
        resolved[name] = value
      }
    }
    return (alias.calculator, resolved)
  }
}
