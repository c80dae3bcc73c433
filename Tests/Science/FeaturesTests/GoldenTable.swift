import Domain
import Foundation
import TestSupport

/// A CSV file of the golden values: columns by name, an empty cell is `nil`.
struct GoldenTable {
  let columns: [String: [String?]]
  let count: Int

  init(_ files: GoldenFiles, _ name: String) throws {
    let text = String(decoding: try files.data(name), as: UTF8.self)
    let lines = text.split(separator: "\n", omittingEmptySubsequences: true).map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    var columns: [String: [String?]] = [:]
    for (index, name) in lines[0].enumerated() { columns[String(name)] = lines.dropFirst().map { $0[index].isEmpty ? nil : String($0[index]) } }
    self.columns = columns
    count = lines.count - 1
  }

  /// A column of numbers; what is no number (`nan`, `inf`) is kept as Double reads it.
  func numbers(_ name: String) -> [Double?]? { columns[name]?.map { $0.flatMap { Double($0) } } }

  /// A column of decimals as integers of 10⁻ˢᶜᵃˡᵉ, exactly.
  func units(_ name: String, scale: Int) throws -> [Int64?]? {
    try columns[name]?.map { cell in try cell.map { try DecimalText.parse(Array($0.utf8).span, scale: scale) } }
  }
}
