import Synchronization
import Telemetry

/// A sink that keeps what was logged.
final class LogLines: LogSink {
  private let lines = Mutex<[String]>([])
  func write(_ line: [UInt8]) { lines.withLock { $0.append(String(decoding: line, as: UTF8.self)) } }
  var all: [String] { lines.withLock { $0 } }
}
