extension FeatureDefinition {
  /// Everything that decides an output's value, in one canonical line: `rsi.rsi(n=14) on candles 1000000000 ns of mid, close, raw, version 1.0, …`.
  ///
  /// Parameters stand in the order of their keys, numbers in their shortest exact text. The digest of a set is made of these lines.
  func meaning(of output: String) -> String {
    let parameters = parameters.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text)" }.joined(separator: ", ")
    return "\(calculator).\(output)(\(parameters)) on \(input.text), \(form.rawValue), version \(version), stale after \(maximumAge) ns"
  }
}

extension CalculatorParameters.Value {
  /// The value as a definition would write it.
  var text: String {
    switch self {
    case .number(let number): "\(number)"
    case .integer(let number): "\(number)"
    case .text(let text): text
    case .flag(let flag): "\(flag)"
    case .integers(let list): "[" + list.map { "\($0)" }.joined(separator: ", ") + "]"
    }
  }
}
