public import Domain
internal import Foundation
internal import Tables

/// The data of one run in a folder that both sides read: little-endian float64 files and CSV tables, made from fixed seeds.
public struct BenchmarkData: Sendable {
  /// An existing folder; whoever made it takes it away.
  public let folder: String

  /// Data in a folder.
  public init(folder: String) { self.folder = folder }

  /// Normal values with a mean, and the file that holds them.
  ///
  /// - Parameters:
  ///   - seed: same seed, same values.
  ///   - count: at least 1.
  ///   - mean: of the law; its deviation is 1.
  /// - Throws: `bench.data` when the file cannot be written.
  public func normals(seed: UInt64, count: Int, mean: Double = 0) throws(Diagnostic) -> (values: [Double], path: String) {
    var source = SeededNormals(seed: seed)
    let values = (0..<count).map { _ in source.normal() + mean }
    let path = "\(folder)/normal-\(seed)-\(count)-\(mean).f64"
    try write(values, path)
    return (values, path)
  }

  /// Columns of normal values, the c-th with mean `shift` · (c mod 5), and the file that holds them one after the other.
  ///
  /// - Throws: `bench.data` when the file cannot be written.
  public func columns(seed: UInt64, rows: Int, columns: Int, shift: Double) throws(Diagnostic) -> (columns: [[Double]], path: String) {
    var source = SeededNormals(seed: seed)
    let table = (0..<columns).map { column in (0..<rows).map { _ in source.normal() + shift * Double(column % 5) } }
    let path = "\(folder)/columns-\(seed)-\(rows)x\(columns)-\(shift).f64"
    try write(table.flatMap { $0 }, path)
    return (table, path)
  }

  /// A CSV table: a time of milliseconds and ten columns of normal values with six decimals.
  ///
  /// - Throws: what the writer throws.
  public func table(seed: UInt64, rows: Int) throws(Diagnostic) -> String {
    let path = "\(folder)/table-\(seed)-\(rows).csv"
    var source = SeededNormals(seed: seed)
    let writer = try CSVWriter(path: path, header: ["ts"] + (0..<10).map { "f\($0)" })
    for row in 0..<rows {
      try writer.row { cells in
        cells.integer(1_700_000_000_000 + Int64(row) * 1000)
        for _ in 0..<10 { cells.decimal(Int64((source.normal() * 1e6).rounded()), scale: 6) }
      }
    }
    try writer.finish()
    return path
  }

  private func write(_ values: [Double], _ path: String) throws(Diagnostic) {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(values.count * 8)
    for value in values {
      var word = value.bitPattern
      for _ in 0..<8 {
        bytes.append(UInt8(truncatingIfNeeded: word))
        word >>= 8
      }
    }
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      throw Diagnostic(
        code: "bench.data", exitCode: .unavailable, message: "cannot write \(path): \(error.localizedDescription)",
        hint: "the temporary folder needs some 300 MB")
    }
  }
}
