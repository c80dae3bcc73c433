public import Domain

/// Reads a text file line by line from one reused buffer: nothing is allocated a line.
///
/// LF or CRLF ends a line; the last may have none. Copies read on independently.
public struct LineReader {
  /// The file's path as given: what errors name.
  public let path: String
  /// Bytes of the longest line.
  public let maximumLine: Int
  /// Number of the current line, from 1.
  public private(set) var line = 0
  /// Did the current line end with the file instead of a line end?
  public private(set) var isUnterminated = false

  /// Can the file be read twice: is it no pipe?
  public var isSeekable: Bool { file.isSeekable }

  private var buffer: [UInt8]
  private let file: InputFile
  private var filled = 0
  private var position = 0
  private var offset: Int64 = 0
  private var ended = false
  private var current = 0..<0

  public init(path: String, maximumLine: Int = 1 << 24) throws(Diagnostic) {
    self.path = path
    self.maximumLine = maximumLine
    file = try InputFile(path: path)
    buffer = Array(repeating: 0, count: 1 << 18)
  }

  /// Moves to the next line.
  ///
  /// - Returns: `false` at the end of the file.
  /// - Throws: `line.long`, `file.read`.
  public mutating func next() throws(Diagnostic) -> Bool {
    var searched = position
    while true {
      var index = searched
      while index < filled, buffer[index] != 10 { index += 1 }
      if index < filled || (ended && index > position) {
        let end = index > position && buffer[index - 1] == 13 ? index - 1 : index
        current = position..<end
        isUnterminated = index == filled
        position = min(index + 1, filled)
        line += 1
        return true
      }
      if ended { return false }
      let scanned = filled - position
      guard scanned <= maximumLine else {
        throw Diagnostic(
          code: "line.long", exitCode: .badData, message: "\(path):\(line + 1): the line is longer than \(maximumLine) bytes",
          hint: "is this a text file of one record a line?")
      }
      if position > 0 {
        for byte in 0..<scanned { buffer[byte] = buffer[position + byte] }
        position = 0
      }
      filled = scanned
      if filled == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
      let got = try file.fill(&buffer, range: filled..<buffer.count, offset: offset)
      if filled + got < buffer.count { ended = true }
      offset += Int64(got)
      filled += got
      searched = scanned
    }
  }

  /// Calls `body` with the bytes of the current line, without its end. The span lives for the call only.
  public func withLine<Result, Failure: Error>(_ body: (Span<UInt8>) throws(Failure) -> Result) throws(Failure) -> Result {
    try body(buffer.span.extracting(current))
  }
}
