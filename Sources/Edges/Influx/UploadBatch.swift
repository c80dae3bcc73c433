import Ports

/// A batch on its way, with the place of each line.
struct UploadBatch: Sendable {
  let points: PointBatch
  /// Offset of each line, and the end of the last.
  let offsets: [Int]
  /// Of the lines the server refused.
  var rejectedTicks = 0
  var rejectedPredictions = 0

  init(_ points: PointBatch) {
    self.points = points
    var offsets = [0]
    offsets.reserveCapacity(points.count + 1)
    // No line break stands inside a line: strict line protocol has none in strings.
    for (index, byte) in points.lines.enumerated() where byte == 10 { offsets.append(index + 1) }
    self.offsets = offsets
    precondition(lineCount == points.count, "each point is one line")
  }

  var lineCount: Int { offsets.count - 1 }

  func lines(_ range: Range<Int>) -> [UInt8] { Array(points.lines[offsets[range.lowerBound]..<offsets[range.upperBound]]) }

  func text(line: Int) -> String { String(decoding: lines(line..<line + 1).dropLast(), as: UTF8.self) }

  mutating func reject(line: Int) {
    let text = text(line: line)
    if text.hasPrefix("tick,") || text.hasPrefix("book,") { rejectedTicks += 1 }
    if text.hasPrefix("prediction,"), text.contains(" p_up=") || text.contains(" margin=") || text.contains(" features_hash=") {
      rejectedPredictions += 1
    }
  }
}
