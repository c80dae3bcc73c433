/// What makes a training table again, byte for byte: the source, what was computed from it, and what must come out.
public struct TrainingManifest: Hashable, Sendable, Codable {
  /// The recording that the table was made from.
  public struct Source: Hashable, Sendable, Codable {
    public var name: String
    /// Lower-case hexadecimal.
    public var sha256: String

    /// A source.
    public init(name: String, sha256: String) {
      self.name = name
      self.sha256 = sha256
    }
  }

  /// The feature set, by name, version and hash of its columns.
  public struct FeatureSet: Hashable, Sendable, Codable {
    public var name: String
    public var version: Int
    /// Sixteen hexadecimal digits.
    public var hash: String
  }

  /// What became of the events of the range.
  public struct Counts: Hashable, Sendable, Codable {
    /// Rows with a label.
    public var labelled = 0
    /// Rows without: no price at the event, no volatility, too many waiting, or a horizon that the data do not reach.
    public var unlabelled = 0
    /// Events below the time of an earlier one: neither row nor price.
    public var late = 0
    /// Events whose ordinal had been seen: sent again after a restart, or corrections of the past.
    public var repeated = 0
    /// Rows beyond the bound of the table.
    public var overflowing = 0
  }

  /// Form of this manifest and of the bytes.
  public static let form = 1
  public var form = Self.form
  public var source: Source
  public var instrument: String
  /// Event times in ns of the first and the last row; `nil` without rows.
  public var from: Int64?
  public var to: Int64?
  public var set: FeatureSet
  public var columns: [String]
  public var label: TrainingLabel
  public var rows: Int
  public var counts: Counts
  /// Training, validation and test rows, purged at the borders by the label's horizon.
  public var split: PurgedSplit
}
