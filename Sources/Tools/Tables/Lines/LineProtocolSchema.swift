internal import LineProtocol

/// The columns that the points of a line protocol file make: one for every tag and field.
///
/// Keys of a single measurement name their columns as they are; of several, with the measurement in front (`tick.price`), and a column `measurement` tells them
/// apart. A field with the name of a tag is `name_1`, as InfluxDB calls it. Numbers of any type make a numeric column; tags, strings and booleans text.
public struct LineProtocolSchema: Sendable, Hashable {
  /// One column.
  public struct Entry: Sendable, Hashable {
    public let name: String
    public let isNumeric: Bool
  }

  /// Columns in order of appearance, tags of a point before its fields.
  public private(set) var entries: [Entry] = []
  /// Measurements in order of appearance.
  public private(set) var measurements: [String] = []

  private var places: [Key: Int] = [:]
  private var found: [(key: Key, isNumeric: Bool)] = []

  struct Key: Hashable, Sendable {
    var measurement: String
    var isTag: Bool
    var key: String
  }

  init() {}

  /// Equal when the columns are.
  public static func == (left: Self, right: Self) -> Bool { left.entries == right.entries && left.measurements == right.measurements }

  /// Hashes the columns.
  public func hash(into hasher: inout Hasher) { hasher.combine(entries) }

  /// The column of a tag or field, before the column of measurements is counted.
  func place(_ key: Key) -> Int? { places[key] }

  /// Does the table have a column that names the measurement?
  public var namesMeasurement: Bool { measurements.count > 1 }

  /// Notes a point's tags and fields.
  ///
  /// - Returns: the field whose type contradicts an earlier point's.
  mutating func note(_ point: Point) -> String? {
    if !measurements.contains(point.measurement) { measurements.append(point.measurement) }
    for tag in point.tags { _ = note(Key(measurement: point.measurement, isTag: true, key: tag.key), isNumeric: false) }
    for field in point.fields {
      if !note(Key(measurement: point.measurement, isTag: false, key: field.key), isNumeric: field.value.number != nil) { return field.key }
    }
    return nil
  }

  private mutating func note(_ key: Key, isNumeric: Bool) -> Bool {
    if let place = places[key] { return found[place].isNumeric == isNumeric }
    places[key] = found.count
    found.append((key, isNumeric))
    return true
  }

  /// Columns noted so far.
  var count: Int { found.count }

  /// Gives the columns their names, once all points are noted.
  mutating func name() {
    var taken: Set<String> = namesMeasurement ? ["measurement"] : []
    entries = namesMeasurement ? [Entry(name: "measurement", isNumeric: false)] : []
    for (key, isNumeric) in found {
      var name = namesMeasurement ? "\(key.measurement).\(key.key)" : key.key
      while !taken.insert(name).inserted { name += "_1" }
      entries.append(Entry(name: name, isNumeric: isNumeric))
    }
  }
}
