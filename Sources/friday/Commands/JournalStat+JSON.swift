import Domain
import Journal

extension JournalStat {
  /// The document of the command line's contract.
  var json: String {
    func text(_ value: (some CustomStringConvertible)?) -> String { value.map { "\"\($0)\"" } ?? "null" }
    let positions = cursors.sorted { $0.key < $1.key }.map { "\"\($0.key)\":\($0.value)" }.joined(separator: ",")
    return "{\"records\":\(records),\"points\":\(points),\"bytes\":\(bytes),\"segments\":\(segments),\"torn_bytes\":\(tornBytes),"
      + "\"first\":\(text(first)),\"last\":\(text(last)),\"cursor\":{\(positions)}}"
  }
}
