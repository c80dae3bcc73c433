extension HouseRules {
  static var typeDeclaration: Regex<(Substring, Substring)> {
    /\b(?:struct|class|enum|actor|protocol)\s+([A-Z]\w*)/.wordBoundaryKind(.simple)
  }

  /// Names of the types declared in the outermost scope, with their lines.
  static func topLevelTypes(_ file: SourceFile) -> [(name: String, line: Int)] {
    outermost(file).compactMap { line, number in
      line.firstMatch(of: typeDeclaration).map { (String($0.output.1), number) }
    }
  }

  /// Names that the file extends in its outermost scope.
  static func extended(_ file: SourceFile) -> [(name: String, line: Int)] {
    outermost(file).compactMap { line, number in
      line.firstMatch(of: /^\s*(?:@\w+\s+|public\s+|private\s+|fileprivate\s+)*extension\s+([\w.]+)/).map { (String($0.output.1), number) }
    }
  }

  /// The lines that begin outside all braces.
  private static func outermost(_ file: SourceFile) -> [(line: String, number: Int)] {
    var depth = 0
    var found: [(String, Int)] = []
    for (offset, line) in file.code.enumerated() {
      if depth == 0 { found.append((line, offset + 1)) }
      for byte in line.utf8 {
        if byte == 123 { depth += 1 }
        if byte == 125 { depth -= 1 }
      }
    }
    return found
  }

  /// A file holds one type and bears its name; `Type+Facet.swift` holds one facet of it. Kernels' free functions may stand without a type.
  static func oneType(_ file: SourceFile, _ table: RoomTable) -> [Offender] {
    let base = String(file.name.dropLast(".swift".count))
    let owner = String(base.prefix { $0 != "+" })
    let types = topLevelTypes(file)
    var found = types.filter { $0.name != owner }.map {
      Offender(path: file.path, line: $0.line, what: "declares \($0.name): a file holds one type and bears its name")
    }
    let isFacet = base.contains("+")
    if isFacet, !base.hasSuffix("+C"), let own = types.first(where: { $0.name == owner }) {
      found.append(Offender(path: file.path, line: own.line, what: "declares \(owner): the type itself belongs in \(owner).swift"))
    }
    let extends = extended(file)
    found += extends.filter { !($0.name == owner || $0.name.hasPrefix(owner + ".") || $0.name.hasSuffix("." + owner)) && !isFacet }.map {
      Offender(path: file.path, line: $0.line, what: "extends \($0.name): that belongs in \($0.name)+Facet.swift")
    }
    let speaks = types.contains { $0.name == owner } || extends.contains { $0.name.split(separator: ".").contains(Substring(owner)) }
    if !speaks, types.isEmpty, table.module(ofFile: file.path) != "Kernels", file.name != "main.swift" {
      found.append(Offender(path: file.path, line: 0, what: "holds no type and extends none of its name"))
    }
    return found
  }

  /// No type bears the name of a module: Swift could not qualify it.
  static func moduleNames(_ file: SourceFile, modules: Set<String>) -> [Offender] {
    file.code.enumerated().compactMap { offset, line in
      guard let match = line.firstMatch(of: typeDeclaration), modules.contains(String(match.output.1)) else { return nil }
      return Offender(path: file.path, line: offset + 1, what: "the type \(match.output.1) bears the name of a module")
    }
  }

  static let longestFile = 400

  static func length(_ file: SourceFile) -> [Offender] {
    file.lineCount <= longestFile ? [] : [Offender(path: file.path, line: file.lineCount, what: "\(file.lineCount) lines: above \(longestFile) a second type hides")]
  }

  static func readmeLength(_ file: SourceFile) -> [Offender] {
    file.lineCount <= 150 ? [] : [Offender(path: file.path, line: file.lineCount, what: "a README has at most 150 lines")]
  }

  /// What may lie at the top of the repository; build folders and a run's data are not of it.
  static let topLevel: Set<String> = [
    "Package.swift", "Package.resolved", "README.md", "CONTRIBUTING.md", "CHANGELOG.md", "LICENSE", "NOTICE", "Sources", "Tests", "Benchmarks", "datasets",
    "notebooks-export", "scripts", "deploy", "docs", "friday-data", ".ci", ".git", ".github", ".gitignore", ".swift-format", ".swiftpm", ".editorconfig",
    ".dockerignore",
  ]

  static func strays(_ names: [String]) -> [Offender] {
    names.filter { !topLevel.contains($0) && !$0.hasPrefix(".build") && !$0.hasPrefix(".venv") }.sorted()
      .map { Offender(path: $0, line: 0, what: "has no place at the top of the repository") }
  }
}
