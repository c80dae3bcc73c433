/// "Did you mean": the known word nearest to a mistyped one.
public enum Suggestion {
  /// The nearest word by edit distance, when it is near enough to be meant: at most a third of the word's letters changed.
  public static func nearest(to word: String, among known: [String]) -> String? {
    let scored = known.map { (word: $0, distance: distance(Array(word.lowercased().utf8), Array($0.lowercased().utf8))) }
    guard let best = scored.min(by: { $0.distance < $1.distance }), best.distance <= max(2, word.utf8.count / 3) else { return nil }
    return best.word
  }

  /// Levenshtein's distance: the least number of bytes inserted, deleted or replaced. O(n m).
  public static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var previous = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let substitution = previous + (a == b ? 0 : 1)
        previous = row[j + 1]
        row[j + 1] = min(substitution, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}
