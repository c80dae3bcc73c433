import Domain
import Drift
import Training

/// A training label as a person writes it.
///
/// ```text
/// touch:0.001:5m          1 when the price rises by 0.1 % within five minutes        end:0.001:5m   when it stands there at the end
/// return:5m               last price of the horizon / price − 1                      log-return:5m  its logarithm
/// barrier:0.002:0.001:5m  +1 at +0.2 %, −1 at −0.1 %, 0 if neither is met
/// ```
enum LabelText {
  /// - Throws: a diagnostic with exit code 64 that says what was expected.
  static func parse(_ text: String) throws(Diagnostic) -> TrainingLabel {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard let horizon = parts.last.flatMap(nanoseconds) else { throw refusal(text) }
    switch (parts[0], parts.count) {
    case ("touch", 3), ("end", 3):
      guard let threshold = ExactRatio(decimal: parts[1]) else { throw refusal(text) }
      return .event(LabelDefinition(kind: parts[0] == "touch" ? .touch : .end, horizonNanoseconds: horizon, threshold: threshold))
    case ("return", 2): return .simpleReturn(horizonNanoseconds: horizon)
    case ("log-return", 2): return .logReturn(horizonNanoseconds: horizon)
    case ("barrier", 4):
      guard let up = ExactRatio(decimal: parts[1]), let down = ExactRatio(decimal: parts[2]) else { throw refusal(text) }
      return .tripleBarrier(TripleBarrier(horizonNanoseconds: horizon, up: up, down: down))
    default: throw refusal(text)
    }
  }

  /// At most a year.
  private static func nanoseconds(_ text: String) -> Int64? {
    guard let span = try? HistorySpan(parsing: text), span.nanoseconds <= 31_536_000_000_000_000 else { return nil }
    return span.nanoseconds
  }

  private static func refusal(_ text: String) -> Diagnostic {
    Diagnostic(
      code: "features.label", exitCode: .usage, message: "\"\(text)\" is no label",
      hint: "write touch:0.001:5m, end:0.001:5m, return:5m, log-return:5m or barrier:0.002:0.001:5m (up, down, horizon)")
  }
}
