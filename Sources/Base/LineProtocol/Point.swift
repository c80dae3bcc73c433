/// One point of a time series: measurement, tags, fields and a time in nanoseconds since 1970.
///
/// A point's identity is its measurement, its tag set and its time: the same identity again merges fields, the later value wins.
public struct Point: Hashable, Sendable {
  /// A tag: indexed text. An empty value means that the point does not have the tag.
  public struct Tag: Hashable, Sendable {
    public var key: String
    public var value: String
    public init(_ key: String, _ value: String) {
      self.key = key
      self.value = value
    }
  }

  /// A field: a value that is not indexed.
  public struct Field: Hashable, Sendable {
    public var key: String
    public var value: FieldValue
    public init(_ key: String, _ value: FieldValue) {
      self.key = key
      self.value = value
    }
  }

  public var measurement: String
  /// In any order; the encoder sorts them by the bytes of their keys.
  public var tags: [Tag]
  /// In the order in which they are written, at least one.
  public var fields: [Field]
  /// Nanoseconds since 1970; `nil` leaves the time to the server.
  public var time: Int64?

  public init(measurement: String, tags: [Tag] = [], fields: [Field], time: Int64? = nil) {
    self.measurement = measurement
    self.tags = tags
    self.fields = fields
    self.time = time
  }

  /// The same point as it comes back from a line: tags sorted by key bytes, empty ones gone.
  public var canonical: Point {
    var point = self
    point.tags = tags.filter { !$0.value.isEmpty }.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    return point
  }
}
