/// How a sequence of betting factors fₙ, each of conditional mean at most 1 without a change, becomes an alarm.
public enum SequentialForm: String, Hashable, Sendable, Codable, CaseIterable {
  /// S ← S·f, alarm at S ≥ threshold: the chance of a false alarm, ever, is at most 1/threshold (Ville 1939).
  case ville
  /// M ← max(M, 1)·f, alarm at M ≥ threshold: average run length at least the threshold.
  case cusum
  /// R ← (R + 1)·f, alarm at R ≥ threshold: average run length at least the threshold (Rₙ − n is a supermartingale).
  case sr

  /// The next value of the statistic.
  func next(_ statistic: Double, factor: Double) -> Double {
    switch self {
    case .ville: min(statistic * factor, .greatestFiniteMagnitude)
    case .cusum: min(max(statistic, 1) * factor, .greatestFiniteMagnitude)
    case .sr: min((statistic + 1) * factor, .greatestFiniteMagnitude)
    }
  }

  /// The statistic before the first value.
  var start: Double { self == .ville ? 1 : 0 }

  /// The error rate, in one sentence.
  func claim(_ threshold: Double, _ condition: String) -> String {
    let number = NumberText.short(threshold)
    return self == .ville
      ? "\(condition): the chance of a false alarm, ever, is at most 1 in \(number)"
      : "\(condition): at most 1 false alarm in \(number) values, expected"
  }
}
