extension HouseRules {
  /// What touches files, sockets, clocks, dice, environment, processes or threads.
  ///
  /// With simple word boundaries: Unicode's own see no boundary at the point of `FileManager.default`.
  static var worldly: [(pattern: Regex<Substring>, what: String)] {
    let rules: [(pattern: Regex<Substring>, what: String)] = [
      (/\b(?:Date|UUID)\s*\(/, "makes a date or an identifier of its own: take it as an argument"),
      (/\b(?:FileManager|FileHandle|ProcessInfo|Process|URLSession|UserDefaults|Thread|DispatchQueue|NSLock)\b/, "touches the world"),
      (/\b(?:getenv|setenv|fopen|clock_gettime|gettimeofday|usleep|nanosleep|arc4random|drand48|getpid|posix_spawn|mmap)\s*\(/, "calls the system"),
      (/\b(?:ContinuousClock|SuspendingClock|SystemRandomNumberGenerator)\b/, "owns a clock or dice: take them as arguments"),
      (/\bTask\s*(?:\{|\.detached|\.init|\()/, "starts a task"),
      (/\b(?:print|readLine|debugPrint)\s*\(/, "talks to the terminal"),
    ]
    return rules.map { ($0.pattern.wordBoundaryKind(.simple), $0.what) }
  }

  static let worldlyModules: Set<String> = ["Foundation", "FoundationEssentials", "FoundationNetworking", "Dispatch", "GRDB", "Hummingbird"]

  /// A pure room imports nothing of the world and calls none of it.
  static func purity(_ file: SourceFile, _ table: RoomTable) -> [Offender] {
    guard let module = table.module(ofFile: file.path), table[module]?.isPure == true else { return [] }
    var found = imports(of: file).filter { worldlyModules.contains($0.module) || $0.module.hasPrefix("NIO") }
      .map { Offender(path: file.path, line: $0.line, what: "\(module) is pure and imports \($0.module)") }
    for rule in worldly { found += file.offenders(rule.pattern, "\(module) is pure and \(rule.what)") }
    return found + ownDice(file)
  }

  /// `random`, `shuffled`, `randomElement` without the generator that they were handed.
  static func ownDice(_ file: SourceFile) -> [Offender] {
    file.code.enumerated().compactMap { offset, line in
      guard let match = line.firstMatch(of: /\.(?:random|shuffled|shuffle|randomElement)\s*\(/) else { return nil }
      let call = ([String(line[match.range.lowerBound...])] + file.code[(offset + 1)...].prefix(6)).joined(separator: "\n")
      let arguments = call.components(between: "(", and: ")").first ?? ""
      return arguments.contains("using:") ? nil : Offender(path: file.path, line: offset + 1, what: "rolls dice of its own: pass using:")
    }
  }
}
