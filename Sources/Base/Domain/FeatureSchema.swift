/// The names and order of a feature set's columns, with a version and a hash that travels with every vector, model and point.
///
/// The hash speaks of names and of meanings: two sets whose columns are named alike but computed with other parameters differ in ``definitions``.
public struct FeatureSchema: Hashable, Sendable {
  public let name: String
  public let version: Int
  /// Column names in order, 1…128 of them, each once.
  public let columns: [String]
  /// Digest of what the columns mean (calculator, input, parameters); 0 where only the names are known.
  public let definitions: UInt64
  /// FNV-1a, 64 bits, over `name`, `version` and the columns, each ended by a zero byte; exclusive-or ``definitions``.
  public let hash: UInt64

  /// A schema from its parts.
  ///
  /// - Precondition: 1…128 columns, each name once.
  public init(name: String, version: Int, columns: [String], definitions: UInt64 = 0) {
    precondition((1...FeatureMask.capacity).contains(columns.count), "a set has 1…128 columns")
    precondition(Set(columns).count == columns.count, "column names are unique")
    self.name = name
    self.version = version
    self.columns = columns
    self.definitions = definitions
    hash = Self.digest(of: [name, String(version)] + columns) ^ definitions
  }

  /// The schema that a record states by its names and hash alone: the meanings are what is left of the hash.
  ///
  /// - Precondition: as for the other initialiser.
  public init(name: String, version: Int, columns: [String], hash: UInt64) {
    self.init(
      name: name, version: version, columns: columns, definitions: hash ^ Self.digest(of: [name, String(version)] + columns))
  }

  /// FNV-1a, 64 bits, over texts each ended by a zero byte: the same on every machine, in every run.
  public static func digest(of texts: [String]) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for text in texts {
      for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
      hash = hash &* 0x100_0000_01b3
    }
    return hash
  }

  /// Sixteen hexadecimal digits.
  public var hashText: String { Self.text(hash) }

  /// Sixteen hexadecimal digits of a digest.
  public static func text(_ digest: UInt64) -> String {
    let text = String(digest, radix: 16)
    return String(repeating: "0", count: 16 - text.count) + text
  }
}
