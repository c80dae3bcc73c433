public import Domain
import Tables

/// Recorded frames, one a line, to be sent as they are: `{…}` alone, or behind the receive time in nanoseconds (`1723161600001658384 {…}`).
///
/// Blank lines are skipped. A last line without an end that does not close its JSON is what a killed recorder leaves: it is not played and counted in ``tornBytes``.
/// A line that begins like no frame is an error with its number. Memory: one line.
public struct FrameReader {
  public let path: String
  /// The receive time of the current frame, where the file has one.
  public private(set) var received: Timestamp?
  /// Line of the current frame, from 1.
  public var line: Int { lines.line }
  /// Bytes of an unfinished last line.
  public private(set) var tornBytes = 0
  private var lines: LineReader
  private var start = 0

  /// - Parameter maximumFrame: bytes of the longest line.
  public init(path: String, maximumFrame: Int = 1 << 24) throws(Diagnostic) {
    self.path = path
    lines = try LineReader(path: path, maximumLine: maximumFrame)
  }

  /// Moves to the next frame.
  ///
  /// - Returns: `false` at the end.
  /// - Throws: `recording.broken_line`, `line.long`.
  public mutating func next() throws(Diagnostic) -> Bool {
    while try lines.next() {
      let found = lines.withLine { bytes in Self.find(bytes) }
      if found.isBlank { continue }
      guard found.isFrame else {
        throw Diagnostic(
          code: "recording.broken_line", exitCode: .badData, message: "\(path):\(lines.line): the line is no frame: neither JSON nor a time and JSON",
          hint: "one frame a line, alone or behind its receive time in nanoseconds")
      }
      if lines.isUnterminated, !found.isClosed {
        tornBytes = found.length
        return false
      }
      start = found.start
      received = found.time
      return true
    }
    return false
  }

  /// Calls `body` with the bytes of the current frame. The span lives for the call only.
  public func withFrame<Result, Failure: Error>(_ body: (Span<UInt8>) throws(Failure) -> Result) throws(Failure) -> Result {
    try lines.withLine { (bytes: Span<UInt8>) throws(Failure) -> Result in try body(bytes.extracting(start..<bytes.count)) }
  }

  private struct Found {
    var start = 0
    var time: Timestamp?
    var isBlank = false
    var isFrame = false
    var isClosed = false
    var length = 0
  }

  private static func find(_ bytes: Span<UInt8>) -> Found {
    var found = Found()
    found.length = bytes.count
    var index = 0
    if bytes.count >= 3, bytes[0] == 0xef, bytes[1] == 0xbb, bytes[2] == 0xbf { index = 3 }
    while index < bytes.count, bytes[index] == 32 || bytes[index] == 9 { index += 1 }
    if index == bytes.count {
      found.isBlank = true
      return found
    }
    var value: UInt64 = 0
    let first = index
    while index < bytes.count, index - first < 19, case let digit = bytes[index] &- 48, digit <= 9 {
      value = value * 10 + UInt64(digit)
      index += 1
    }
    if index > first {
      guard let time = Int64(exactly: value), index < bytes.count, bytes[index] == 32 else { return found }
      found.time = Timestamp(nanoseconds: time)
      while index < bytes.count, bytes[index] == 32 { index += 1 }
    }
    guard index < bytes.count, bytes[index] == 123 || bytes[index] == 91 else { return found }
    found.start = index
    found.isFrame = true
    let last = bytes[bytes.count - 1]
    found.isClosed = last == 125 || last == 93
    return found
  }
}
