extension HouseRules {
  /// Words that stand for work not done. Put together here so that this file does not break the rule it states.
  static let unfinished = ["TO" + "DO", "FIX" + "ME", "for" + " now", "place" + "holder", "un" + "implemented", "not " + "implemented", "stub" + "bed"]

  static func unfinishedWords(_ file: SourceFile) -> [Offender] {
    file.lines.enumerated().flatMap { offset, line in
      let small = line.lowercased()
      return unfinished.filter { word in
        var from = small.startIndex
        while let range = small[from...].firstRange(of: word.lowercased()) {
          let before = range.lowerBound == small.startIndex ? " " : small[small.index(before: range.lowerBound)]
          let after = range.upperBound == small.endIndex ? " " : small[range.upperBound]
          if !before.isLetter && !after.isLetter { return true }
          from = range.upperBound
        }
        return false
      }.map { Offender(path: file.path, line: offset + 1, what: "\"\($0)\" stands for work not done") }
    }
  }

  /// Paths that belong to one machine, and hosts of package registries.
  static func machinePaths(_ file: SourceFile) -> [Offender] {
    var places = ["/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "/fa" + "rm/", "/tmp/ro" + "oms", "py" + "pi.org", "pythonho" + "sted.org", "registry.np" + "mjs", "crates" + ".io"]
    if !file.path.hasPrefix("Tests/") { places.append("/tm" + "p/") }
    return file.lines.enumerated().flatMap { offset, line in
      places.filter { place in
        guard let range = line.firstRange(of: place) else { return false }
        // Behind a letter or a point it is part of a longer, relative path.
        guard place.hasPrefix("/"), range.lowerBound > line.startIndex else { return true }
        let before = line[line.index(before: range.lowerBound)]
        return !(before.isLetter || before.isNumber || before == "." || before == "}")
      }.map { Offender(path: file.path, line: offset + 1, what: "names \($0), which is a place of one machine") }
    }
  }

  /// Every metric named in a dashboard, an alert or a document is one of `MetricName`; histograms have their three series.
  static func metrics(_ file: SourceFile, known: Set<String>) -> [Offender] {
    file.lines.enumerated().flatMap { offset, line in
      line.matches(of: /\bfriday_[a-z0-9_]+/.wordBoundaryKind(.simple)).map { String($0.output) }.filter { name in
        !known.contains(name) && !["_bucket", "_sum", "_count"].contains { name.hasSuffix($0) && known.contains(String(name.dropLast($0.count))) }
      }.map { Offender(path: file.path, line: offset + 1, what: "\($0) is no MetricName") }
    }
  }

  /// The raw values in `MetricName.swift`.
  static func metricNames(_ file: SourceFile) -> Set<String> {
    Set(file.lines.compactMap { $0.firstMatch(of: /case \w+ = "(friday_\w+)"/).map { String($0.output.1) } })
  }
}
