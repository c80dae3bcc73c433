extension HouseRules {
  /// Witnesses whose meaning the standard library or a package has written down.
  static let knownWitnesses: Set<String> = [
    "hash", "encode", "description", "debugDescription", "next", "run", "rawValue", "makeIterator", "startIndex", "endIndex", "index", "allCases",
    "errorDescription", "configuration", "channelRead", "channelActive", "channelInactive", "errorCaught", "handlerAdded", "handlerRemoved",
    "InboundIn", "InboundOut", "OutboundIn", "OutboundOut", "log", "metadata", "logLevel", "metadataProvider", "makeCounter", "makeRecorder", "makeTimer",
    "makeMeter", "destroyCounter", "destroyRecorder", "destroyTimer", "destroyMeter", "id",
  ]

  /// Every public declaration has a doc comment directly above, attributes between.
  ///
  /// Without one may stand: initialisers, stored properties and cases (the documented type explains them), operators, witnesses of known protocols and
  /// of Ports' (documented there), and a further overload directly below its documented sibling.
  static func documentation(_ file: SourceFile, witnesses: Set<String>) -> [Offender] {
    let declaration =
      /^\s*(?:@[\w]+(?:\([^)]*\))?\s+)*(?:public|open)\s+(?:(?:static|class|final|mutating|nonmutating|override|nonisolated|consuming|borrowing|indirect|private\(set\)|internal\(set\)|lazy|weak|convenience|required)\s+)*(struct|class|enum|actor|protocol|typealias|func|var|let|subscript)\b\s*([\w]+|[^\s\w(]+)?/
    var previousName: String?
    var previousLine = -1
    return file.code.enumerated().compactMap { offset, line -> Offender? in
      guard line.contains("public") || line.contains("open"), let match = line.firstMatch(of: declaration) else { return nil }
      let kind = String(match.output.1)
      let name = match.output.2.map(String.init) ?? kind
      defer { (previousName, previousLine) = (name, offset) }
      if name.first.map({ !$0.isLetter && $0 != "_" }) ?? false { return nil }
      if knownWitnesses.contains(name) || witnesses.contains(name) { return nil }
      if kind == "let" || (kind == "var" && !isComputed(file, offset)) { return nil }
      if previousName == name, previousLine == offset - 1 { return nil }
      var above = offset - 1
      while above >= 0, file.code[above].drop(while: { $0 == " " }).hasPrefix("@"), file.code[above].firstMatch(of: declaration) == nil { above -= 1 }
      if above >= 0, file.lines[above].drop(while: { $0 == " " }).hasPrefix("///") { return nil }
      return Offender(path: file.path, line: offset + 1, what: "public \(kind) \(name) has no doc comment")
    }
  }

  /// A property with a body, not one with a value.
  private static func isComputed(_ file: SourceFile, _ offset: Int) -> Bool {
    let line = file.code[offset]
    guard let brace = line.firstIndex(of: "{") else { return false }
    guard let equals = line.firstIndex(of: "=") else { return true }
    return brace < equals
  }

  /// Names of all requirements of the protocols in these files.
  static func requirements(_ files: [SourceFile]) -> Set<String> {
    Set(
      files.filter { $0.code.contains { $0.contains("protocol ") } }.flatMap { file in
        file.code.compactMap { $0.firstMatch(of: /^\s+(?:static\s+|mutating\s+)*(?:func|var)\s+(\w+)/).map { String($0.output.1) } }
      })
  }
}
