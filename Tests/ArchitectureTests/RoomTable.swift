/// The rooms as Package.swift lists them: the one truth about rows.
struct RoomTable {
  struct Room: Equatable {
    var row: String
    var name: String
    var needs: [String]
    var isPure: Bool
    var path: String
  }

  let rooms: [Room]

  /// Height of a row; wings of one row share it.
  static let heights = ["System": 0, "Base": 1, "Tools": 2, "Science": 3, "Custody": 3, "Edges": 3, "Flow": 4, "Faces": 5]

  init(manifest: String) {
    var rooms: [Room] = []
    for part in manifest.components(between: "Room(", and: ")") {
      func quoted(_ label: String) -> String? {
        guard let start = part.range(after: "\(label): \"") else { return nil }
        return String(part[start...].prefix { $0 != "\"" })
      }
      guard let row = quoted("row"), let name = quoted("name") else { continue }
      var needs: [String] = []
      if let start = part.range(after: "needs: [") {
        needs = part[start...].prefix { $0 != "]" }.split(separator: ",").map { $0.filter { $0.isLetter || $0.isNumber } }
      }
      rooms.append(
        Room(row: row, name: name, needs: needs, isPure: !part.contains("pure: false"), path: quoted("path") ?? "Sources/\(row)/\(name)"))
    }
    self.rooms = rooms
  }

  subscript(name: String) -> Room? { rooms.first { $0.name == name } }

  func height(of module: String) -> Int? {
    if module == "friday" { return 6 }
    if let room = self[module] { return Self.heights[room.row] }
    return Self.systemModules.contains(module) ? 0 : nil
  }

  static let systemModules: Set<String> = [
    "CBLAS", "CLAPACKE", "CCurl", "CPostgres", "CHiredis", "CXGBoost", "CZstd", "CZlib", "CDuckDB", "CKernels",
  ]

  /// The room that a source file belongs to: `friday` for the program, `nil` outside every room.
  func module(ofFile path: String) -> String? {
    if path.hasPrefix("Sources/friday/") { return "friday" }
    return rooms.first { path.hasPrefix($0.path + "/") }?.name
  }
}

extension String {
  /// The stretches between an opening and its balanced closing parenthesis.
  func components(between open: String, and close: Character) -> [String] {
    var found: [String] = []
    var rest = self[...]
    while let start = rest.range(after: open) {
      var depth = 1
      var end = start
      while end < rest.endIndex {
        if rest[end] == "(" { depth += 1 }
        if rest[end] == close { depth -= 1 }
        if depth == 0 { break }
        end = rest.index(after: end)
      }
      found.append(String(rest[start..<end]))
      rest = rest[end...]
    }
    return found
  }
}

extension StringProtocol {
  /// The position behind the first occurrence of a text.
  func range(after text: String) -> Index? { firstRange(of: text)?.upperBound }
}
