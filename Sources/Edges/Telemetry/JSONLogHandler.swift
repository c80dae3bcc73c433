public import Domain
import FoundationEssentials
import JSONBytes
public import Logging

/// Prints each log event as one JSON object on a line of its own.
///
/// ```text
/// {"ts":"2026-01-01T00:00:00.000001Z","level":"info","label":"friday.feed","message":"connected","metadata":{"venue":"kraken"}}
/// ```
///
/// Metadata keys are sorted and nested values kept as JSON. A value under a key that sounds like a credential prints as `•••`, also
/// nested; strings are cut at ``maximumStringBytes``, nesting at ``maximumDepth``. Cost: one array and one write a line.
public struct JSONLogHandler: LogHandler {
  /// Longest string printed whole; the rest is cut and `…` put in its place.
  public static let maximumStringBytes = 4096
  /// Deepest metadata printed; what lies below prints as `…`.
  public static let maximumDepth = 4
  /// What is printed in place of a credential.
  public static let redaction = "•••"

  public var logLevel: Logger.Level
  public var metadata: Logger.Metadata = [:]
  public var metadataProvider: Logger.MetadataProvider?
  private let label: String
  private let sink: any LogSink
  private let clock: @Sendable () -> Timestamp

  /// - Parameters:
  ///   - label: the logger's label.
  ///   - level: the least level printed.
  ///   - sink: where lines go; standard error by default.
  ///   - clock: the wall clock lines are stamped with.
  public init(
    label: String, level: Logger.Level = .info, metadataProvider: Logger.MetadataProvider? = nil, sink: any LogSink = StandardErrorSink(),
    clock: @escaping @Sendable () -> Timestamp = JSONLogHandler.wallClock
  ) {
    self.label = label
    logLevel = level
    self.metadataProvider = metadataProvider
    self.sink = sink
    self.clock = clock
  }

  /// The system's wall clock, to the microsecond.
  @Sendable public static func wallClock() -> Timestamp {
    Timestamp(nanoseconds: Int64(Date.now.timeIntervalSince1970 * 1e6) * 1000)
  }

  /// One metadata value of this handler.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Prints the event: its own metadata wins over the provider's, that over the handler's.
  public func log(event: LogEvent) {
    var all = metadata
    if let provided = metadataProvider?.get() { all.merge(provided) { $1 } }
    if let own = event.metadata { all.merge(own) { $1 } }
    if let error = event.error { all["error"] = .string("\(error)") }
    var line: [UInt8] = []
    line.reserveCapacity(256)
    line += "{\"ts\":\"".utf8
    clock().appendRFC3339(to: &line)
    line += "\",\"level\":\"\(event.level.rawValue)\",\"label\":".utf8
    Self.append(label, to: &line)
    line += ",\"message\":".utf8
    Self.append(event.message.description, to: &line)
    if !all.isEmpty {
      line += ",\"metadata\":".utf8
      Self.append(.dictionary(all), depth: 0, to: &line)
    }
    line += "}\n".utf8
    sink.write(line)
  }

  private static func append(_ text: String, to line: inout [UInt8]) {
    guard text.utf8.count > maximumStringBytes else { return JSONText.append(text, to: &line) }
    // Cutting may split a character: decoding repairs the end, and the mark says that something is missing.
    JSONText.append(String(decoding: text.utf8.prefix(maximumStringBytes), as: UTF8.self) + "…", to: &line)
  }

  private static func append(_ value: Logger.MetadataValue, depth: Int, to line: inout [UInt8]) {
    guard depth < maximumDepth else { return append("…", to: &line) }
    switch value {
    case .string(let text): append(text, to: &line)
    case .stringConvertible(let value): append(value.description, to: &line)
    case .array(let values):
      line.append(91)
      for (index, value) in values.enumerated() {
        if index > 0 { line.append(44) }
        append(value, depth: depth + 1, to: &line)
      }
      line.append(93)
    case .dictionary(let values):
      line.append(123)
      for (index, (key, value)) in values.sorted(by: { $0.key < $1.key }).enumerated() {
        if index > 0 { line.append(44) }
        append(key, to: &line)
        line.append(58)
        if isCredential(key) { append(redaction, to: &line) } else { append(value, depth: depth + 1, to: &line) }
      }
      line.append(125)
    }
  }

  /// Does a key name something that must not be printed? Compared without case, `_`, `-` and `.`.
  static func isCredential(_ key: String) -> Bool {
    let plain = String(key.lowercased().filter { $0 != "_" && $0 != "-" && $0 != "." })
    return ["password", "passwd", "secret", "token", "apikey", "apisign", "privatekey", "authorization", "credential", "otp"]
      .contains { plain.hasSuffix($0) || plain.hasPrefix($0) }
  }
}
