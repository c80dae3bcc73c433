public import Domain
import Tables

/// Records received frames as they came, one a line behind the receive time: `1723161600001658384 {…}`. What ``FrameReader`` reads.
///
/// A line end inside a frame (legal white space in JSON, illegal in its strings) becomes a space. The file is bounded: frames beyond `maximumBytes` are
/// refused and counted, so a forgotten recorder cannot fill a disk.
public struct FrameRecorder {
  public let maximumBytes: Int64
  /// Frames written.
  public private(set) var frames: UInt64 = 0
  /// Frames refused because the file was full.
  public private(set) var refused: UInt64 = 0
  private let file: OutputFile
  private var line: [UInt8] = []

  /// - Parameters:
  ///   - append: writes behind what the file holds; its length then counts from zero.
  ///   - maximumBytes: bytes after which nothing more is written.
  public init(path: String, append: Bool = false, maximumBytes: Int64 = 1 << 34) throws(Diagnostic) {
    self.maximumBytes = maximumBytes
    file = try OutputFile(path: path, append: append)
  }

  /// Writes a frame.
  ///
  /// - Returns: `false` when the file is full.
  @discardableResult
  public mutating func record(_ frame: Span<UInt8>, received: Timestamp) throws(Diagnostic) -> Bool {
    line.removeAll(keepingCapacity: true)
    DecimalText.append(received.nanoseconds, scale: 0, to: &line)
    line.append(32)
    for index in frame.indices {
      let byte = frame[index]
      line.append(byte == 10 || byte == 13 ? 32 : byte)
    }
    line.append(10)
    guard file.bytesWritten + Int64(line.count) <= maximumBytes else {
      refused += 1
      return false
    }
    try file.append(line.span)
    frames += 1
    return true
  }

  /// Hands what is buffered to the system.
  public func flush() throws(Diagnostic) { try file.flush() }

  /// Flushes and closes.
  public func finish() throws(Diagnostic) { try file.finish() }
}
