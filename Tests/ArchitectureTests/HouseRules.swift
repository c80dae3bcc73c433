/// The rules of docs/ARCHITECTURE.md as functions from text to offenders, so that each can be shown to fail.
enum HouseRules {
  /// The modules that a file imports, with their lines.
  static func imports(of file: SourceFile) -> [(module: String, line: Int)] {
    let pattern = /^\s*(?:@[\w()]+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|func|protocol|typealias|var|let)\s+)?(\w+)/
    return file.code.enumerated().compactMap { offset, line in
      guard line.contains("import"), let match = line.firstMatch(of: pattern) else { return nil }
      return (String(match.output.1), offset + 1)
    }
  }

  /// Rooms stand only on rooms of lower rows.
  static func needs(_ table: RoomTable) -> [Offender] {
    table.rooms.flatMap { room in
      room.needs.compactMap { need -> Offender? in
        guard let above = table.height(of: room.name), let below = table.height(of: need) else {
          return Offender(path: "Package.swift", line: 0, what: "\(room.name) needs \(need), which is no room")
        }
        return below < above ? nil : Offender(path: "Package.swift", line: 0, what: "\(room.name) needs \(need), which is not below it")
      }
    }
  }

  /// Imports point to lower rows only, and to rooms that the table names.
  static func rows(_ file: SourceFile, _ table: RoomTable) -> [Offender] {
    guard let module = table.module(ofFile: file.path), let height = table.height(of: module) else {
      return [Offender(path: file.path, line: 0, what: "is in no room of Package.swift")]
    }
    return imports(of: file).compactMap { found in
      guard let other = table.height(of: found.module) else { return nil }
      if other >= height { return Offender(path: file.path, line: found.line, what: "\(module) imports \(found.module), which is not below it") }
      if let room = table[module], !room.needs.contains(found.module) {
        return Offender(path: file.path, line: found.line, what: "\(module) imports \(found.module) and does not name it in its needs")
      }
      return nil
    }
  }

  /// Modules that only some rooms may import.
  static let reserved: [String: Set<String>] = [
    "NIOWebSocket": ["Kraken", "Simulation"], "Hummingbird": ["Server"], "HummingbirdCore": ["Server"], "ArgumentParser": ["friday"],
    "Configuration": ["friday"], "Yams": ["friday"], "GRDB": ["SQLStore"], "CPostgres": ["SQLStore"], "CCurl": ["HTTPTransport"], "CZlib": ["HTTPTransport"],
    "CBLAS": ["Kernels"], "CLAPACKE": ["Kernels"], "CKernels": ["Kernels"], "CXGBoost": ["Training"], "CHiredis": ["RedisStore"],
    "CZstd": ["Journal"], "CDuckDB": ["Tables"], "friday": [],
  ]

  static func reservedImports(_ file: SourceFile, _ table: RoomTable) -> [Offender] {
    let module = table.module(ofFile: file.path) ?? ""
    return imports(of: file).compactMap { found in
      guard let owners = reserved[found.module], !owners.contains(module) else { return nil }
      let who = owners.isEmpty ? "nobody" : owners.sorted().joined(separator: " and ")
      return Offender(path: file.path, line: found.line, what: "imports \(found.module): \(who) may")
    }
  }
}
