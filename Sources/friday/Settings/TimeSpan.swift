import ArgumentParser

/// A length of time on the command line: `500ms`, `30s`, `5m`, `2h`, or plain seconds.
struct TimeSpan: ExpressibleByArgument, Equatable {
  let nanoseconds: Int64

  init?(argument: String) {
    let units: [(suffix: String, nanoseconds: Double)] = [("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9), ("d", 86_400e9)]
    let unit = units.first { argument.hasSuffix($0.suffix) }
    let digits = unit.map { argument.dropLast($0.suffix.count) } ?? Substring(argument)
    guard let value = Double(digits), value > 0, value.isFinite, case let span = value * (unit?.nanoseconds ?? 1e9), (1..<9e18).contains(span) else { return nil }
    nanoseconds = Int64(span)
  }

  var duration: Duration { .nanoseconds(nanoseconds) }
}
