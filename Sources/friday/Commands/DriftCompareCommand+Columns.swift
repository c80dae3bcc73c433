import Domain
import Tables

extension DriftCompareCommand {
  /// Columns of one kind that both files have; the others are named on standard error, and refused when they were asked for.
  func names(_ left: NumericTable, _ right: NumericTable) throws(Diagnostic) -> [String] {
    var names: [String] = []
    for found in left.columns {
      guard let other = right[found.name] else {
        Terminal.say("note: \"\(found.name)\" is only in \(left.source) and was not compared")
        continue
      }
      if (found.numbers == nil) == (other.numbers == nil) {
        names.append(found.name)
        continue
      }
      let text = found.numbers == nil ? left.source : right.source
      guard !column.contains(found.name) else {
        throw Diagnostic(
          code: "drift.mixed_column", exitCode: .badData, message: "the column \"\(found.name)\" holds text in \(text) and numbers in the other file",
          hint: "make both files agree, or leave the column out")
      }
      Terminal.say("note: \"\(found.name)\" holds text in \(text) only and was not compared")
    }
    for other in right.columns where left[other.name] == nil {
      Terminal.say("note: \"\(other.name)\" is only in \(right.source) and was not compared")
    }
    guard !names.isEmpty else {
      throw Diagnostic(
        code: "drift.no_columns", exitCode: .badData, message: "\(left.source) and \(right.source) have no column in common",
        hint: "check the header lines of both files")
    }
    return names
  }
}
