/// The names and order of a feature set's columns, with a version and a hash that travels with every vector, model and point.
public struct FeatureSchema: Hashable, Sendable {
  public let name: String
  public let version: Int
  /// Column names in order, 1…128 of them, each once.
  public let columns: [String]
  /// FNV-1a, 64 bits, over `name`, `version` and the columns, each ended by a zero byte.
  public let hash: UInt64

  public init(name: String, version: Int, columns: [String]) {
    precondition((1...FeatureMask.capacity).contains(columns.count), "a set has 1…128 columns")
    precondition(Set(columns).count == columns.count, "column names are unique")
    self.name = name
    self.version = version
    self.columns = columns
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for text in [name, String(version)] + columns {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    self.hash = hash
  }

  /// Sixteen hexadecimal digits.
  public var hashText: String {
    let text = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
