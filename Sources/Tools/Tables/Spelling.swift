import Domain

/// Finds what a person may have meant.
enum Spelling {
  /// The nearest of some names by edit distance, when it is near: at most a third of the letters wrong.
  static func nearest(to name: String, among names: [String]) -> String? {
    let wanted = Array(name.lowercased().unicodeScalars)
    var best: (name: String, distance: Int)?
    for candidate in names {
      let distance = distance(wanted, Array(candidate.lowercased().unicodeScalars))
      if distance < best?.distance ?? .max { best = (candidate, distance) }
    }
    guard let best, best.distance <= max(1, wanted.count / 3) else { return nil }
    return best.name
  }

  /// Levenshtein's distance, O(n m).
  static func distance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var row = Array(0...right.count)
    for (i, a) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, b) in right.enumerated() {
        let above = row[j + 1]
        row[j + 1] = min(above + 1, row[j] + 1, diagonal + (a == b ? 0 : 1))
        diagonal = above
      }
    }
    return row[right.count]
  }

  static func missingColumn(_ name: String, among names: [String], source: String) -> Diagnostic {
    let listed = names.prefix(12).map { "\"\($0)\"" }.joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    let hint = nearest(to: name, among: names).map { "did you mean \"\($0)\"?" } ?? "the columns are \(listed)"
    return Diagnostic(code: "csv.missing_column", exitCode: .badData, message: "\(source): there is no column \"\(name)\"", hint: hint)
  }
}
