public import Domain
public import Features
internal import Foundation
internal import Tables

/// The data of one run in a folder that both sides read: little-endian float64 files and CSV tables, made from fixed seeds.
public struct BenchmarkData: Sendable {
  /// An existing folder; whoever made it takes it away.
  public let folder: String

  /// The folder of models and their rows that `scripts/peers` has made; `nil` when there is none.
  public let models: String?

  /// The features that the rows of whole sets compute.
  public let featureSet: FeatureSet

  /// Data in a folder.
  ///
  /// - Parameters:
  ///   - models: see ``models``.
  ///   - featureSet: see ``featureSet``.
  public init(folder: String, models: String? = nil, featureSet: FeatureSet = .compact) {
    self.folder = folder
    self.models = models
    self.featureSet = featureSet
  }

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

  /// A model or its rows.
  ///
  /// - Throws: with the code ``BenchmarkCase/missingData`` when it is not there.
  public func model(_ name: String) throws(Diagnostic) -> (bytes: [UInt8], path: String) {
    let path = "\(models ?? "")/\(name)"
    guard models != nil, let bytes = FileManager.default.contents(atPath: path) else {
      throw Diagnostic(
        code: BenchmarkCase.missingData, exitCode: .unavailable, message: "the model \(name) is not there: scripts/peers makes it", hint: "run scripts/peers")
    }
    return ([UInt8](bytes), path)
  }

  /// Rows of single-precision values that stand beside the models.
  ///
  /// - Throws: as ``model(_:)``; also when the file holds fewer rows.
  public func rows(_ name: String, count: Int, columns: Int) throws(Diagnostic) -> (values: [Float], path: String) {
    let (bytes, path) = try model(name)
    guard bytes.count >= 4 * count * columns else {
      throw Diagnostic(
        code: BenchmarkCase.missingData, exitCode: .unavailable, message: "\(name) holds fewer than \(count) rows of \(columns)", hint: "run scripts/peers")
    }
    let values = (0..<count * columns).map { index in
      Float(bitPattern: (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[4 * index + $1]) << UInt32(8 * $1) })
    }
    return (values, path)
  }

  /// Writes bytes into the folder.
  ///
  /// - Throws: `bench.data` when the file cannot be written.
  public func write(_ bytes: [UInt8], as name: String) throws(Diagnostic) -> String {
    let path = "\(folder)/\(name)"
    try write(bytes, path)
    return path
  }

  /// Writes values into the folder, little-endian.
  ///
  /// - Throws: `bench.data` when the file cannot be written.
  public func write(_ values: [Double], as name: String) throws(Diagnostic) -> String {
    let path = "\(folder)/\(name)"
    try write(values, path)
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
    try write(bytes, path)
  }

  private func write(_ bytes: [UInt8], _ path: String) throws(Diagnostic) {
    do {
      try Data(bytes).write(to: URL(fileURLWithPath: path))
    } catch {
      throw Diagnostic(
        code: "bench.data", exitCode: .unavailable, message: "cannot write \(path): \(error.localizedDescription)",
        hint: "the temporary folder needs some 300 MB")
    }
  }
}
