/// Takes finished log lines, each with its line feed, from any thread.
public protocol LogSink: Sendable {
  func write(_ line: [UInt8])
}
