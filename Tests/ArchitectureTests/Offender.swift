/// A place that breaks a rule of the house.
struct Offender: Hashable, CustomStringConvertible {
  var path: String
  /// 1-based; 0 for the file as a whole.
  var line: Int
  var what: String
  var description: String { "\(path):\(line): \(what)" }
}
