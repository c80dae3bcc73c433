import Dispatch
import Domain
import Synchronization

extension CSVReader {
  /// Bytes below which a second thread is not worth its start.
  static let smallestPart: Int64 = 1 << 20

  /// Reads the rest of a file in as many parts as there are workers.
  ///
  /// - Returns: `nil` when the file is to be read in order: it is small or a pipe, a guess was wrong, or there is an error to be told.
  func readInParts(_ reader: CSVBlockReader, smallestPart: Int64 = smallestPart) -> [BlockColumn]? {
    guard options.workers > 1, let size = reader.fileSize else { return nil }
    let start = reader.nextOffset
    let parts = min(Int64(options.workers), (size - start) / smallestPart)
    guard parts > 1 else { return nil }
    var cuts = [start]
    for part in 1..<parts {
      guard let cut = try? Self.behindLineEnd(reader.file, from: start + (size - start) / parts * part, to: size) else { return nil }
      if cut > cuts[cuts.count - 1], cut < size { cuts.append(cut) }
    }
    cuts.append(size)
    let results = Mutex<[[BlockColumn]?]>(Array(repeating: nil, count: cuts.count - 1))
    let ranges = zip(cuts, cuts.dropFirst()).map { $0..<$1 }
    DispatchQueue.concurrentPerform(iterations: ranges.count) { part in
      var own = CSVBlockReader(like: reader, bytes: ranges[part])
      // A part that ends inside quotes is refused; its error, as any other, is left to the reading in order, which finds it again with its line.
      guard let columns = try? Self.readInOrder(&own) else { return }
      results.withLock { $0[part] = columns }
    }
    var whole: [BlockColumn]?
    for part in results.withLock({ $0 }) {
      guard let part else { return nil }
      guard var columns = whole else {
        whole = part
        continue
      }
      whole = nil
      for index in columns.indices where !columns[index].append(part[index]) { return nil }
      whole = columns
    }
    return whole
  }

  /// The first byte behind a line end at or behind `from`.
  private static func behindLineEnd(_ file: InputFile, from: Int64, to size: Int64) throws(Diagnostic) -> Int64 {
    var buffer = [UInt8](repeating: 0, count: 1 << 14)
    var offset = from
    while offset < size {
      let got = try file.fill(&buffer, range: 0..<buffer.count, offset: offset)
      if got == 0 { break }
      if let place = buffer[..<got].firstIndex(of: 10) { return offset + Int64(place) + 1 }
      offset += Int64(got)
    }
    return size
  }
}
