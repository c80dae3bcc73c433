public import Domain
import LineProtocol

/// A journal as line protocol text.
public enum JournalExport {
  /// Bytes handed out at a time, about.
  private static let chunkBytes = 1 << 20

  /// Writes the points of a journal at rest, in order.
  ///
  /// - Parameters:
  ///   - write: takes whole lines, each ended by a line break.
  /// - Returns: how many points were written.
  /// - Throws: a ``Domain/Diagnostic`` where the journal is damaged, after the lines before it were written, or what `write` throws.
  @discardableResult
  public static func lines(
    of folder: JournalFolder, streams: Set<PointStream> = Set(PointStream.allCases), write: ([UInt8]) throws(Diagnostic) -> Void
  ) throws(Diagnostic) -> Int {
    var reader = try JournalReader(folder)
    var schema = PointSchema()
    var lines = LineBuilder()
    var count = 0
    do throws(Diagnostic) {
      while let entry = try reader.next() {
        if entry.isPoint, let stream = PointStream(entry.kind), !streams.contains(stream) { continue }
        if try schema.append(entry, to: &lines) != nil { count += 1 }
        if lines.bytes.count >= chunkBytes { try write(lines.take()) }
      }
    } catch {
      try write(lines.take())
      throw error
    }
    if lines.count > 0 { try write(lines.take()) }
    return count
  }
}
