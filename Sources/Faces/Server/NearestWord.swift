/// Did-you-mean: the word of a list that was most likely meant.
enum NearestWord {
  /// The candidate with the fewest edits (insert, delete, replace), without regard to case; `nil` when all are more than half a word away.
  ///
  /// - Complexity: O(candidates · length²), lengths cut to 64.
  static func of(_ word: String, among candidates: [String]) -> String? {
    let wanted = Array(word.lowercased().utf8.prefix(64))
    let best = candidates.map { ($0, distance(wanted, Array($0.lowercased().utf8.prefix(64)))) }.min { $0.1 < $1.1 }
    guard let best, best.1 * 2 <= max(wanted.count, best.0.utf8.count) else { return nil }
    return best.0
  }

  /// Levenshtein's distance, two rows of the table at a time.
  static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var previous = Array(0...right.count)
    for (row, byte) in left.enumerated() {
      var current = [row + 1]
      for (column, other) in right.enumerated() {
        current.append(min(previous[column + 1] + 1, current[column] + 1, previous[column] + (byte == other ? 0 : 1)))
      }
      previous = current
    }
    return previous[right.count]
  }
}
