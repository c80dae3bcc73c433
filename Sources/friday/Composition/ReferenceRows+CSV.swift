import Domain
import Inference

extension ReferenceRows {
  /// Reads `reference.csv` of a model folder: a column a feature in the set's order, then `margin` and `value`; an empty cell is missing.
  ///
  /// - Parameter file: what diagnostics call it.
  /// - Throws: a diagnostic with exit code 65 that names the line.
  init(csv bytes: [UInt8], columns: [String], file: String) throws(Diagnostic) {
    let lines = bytes.split(separator: 10).map { $0.last == 13 ? $0.dropLast() : $0 }
    func refusal(_ line: Int, _ reason: String) -> Diagnostic {
      Diagnostic(
        code: "model.reference", exitCode: .badData, message: "\(file) line \(line): \(reason)", hint: "restore the file that belongs to the model, or train again")
    }
    let header = (lines.first ?? []).split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    guard header == columns + ["margin", "value"] else { throw refusal(1, "the columns are not those of the model's feature set, margin and value") }
    guard lines.count > 1 else { throw refusal(2, "there is no row") }
    var rows: [[Double]] = []
    var margins: [Double] = []
    var values: [Double] = []
    for (index, line) in lines.enumerated().dropFirst() {
      var numbers: [Double] = []
      for cell in line.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
        guard let number = cell.isEmpty ? .nan : Double(String(decoding: cell, as: UTF8.self)) else {
          throw refusal(index + 1, "\"\(String(decoding: cell, as: UTF8.self))\" is no number")
        }
        numbers.append(number)
      }
      guard numbers.count == header.count else { throw refusal(index + 1, "\(numbers.count) cells, not \(header.count)") }
      rows.append(Array(numbers.dropLast(2)))
      margins.append(numbers[numbers.count - 2])
      values.append(numbers[numbers.count - 1])
    }
    // Margins are the model's own numbers; the transform may differ in its last place between C libraries.
    self.init(rows: rows, margins: margins, values: values, tolerance: 1e-6)
  }
}
