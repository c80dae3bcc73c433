internal import Domain

/// The rows so far and those that wait. Doubles are written as their bits: missing is NaN, which not every format knows.
extension TrainingTableBuilder: Codable {
  private enum Key: String, CodingKey {
    case instrument, name, version, columns, definitions, label, mostRows, labeller, times, values, labels, labelEnds, counts, latest, latestOrdinal
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(instrument, forKey: .instrument)
    try container.encode(set.name, forKey: .name)
    try container.encode(set.version, forKey: .version)
    try container.encode(set.columns, forKey: .columns)
    try container.encode(set.definitions, forKey: .definitions)
    try container.encode(label, forKey: .label)
    try container.encode(mostRows, forKey: .mostRows)
    try container.encode(labeller, forKey: .labeller)
    try container.encode(times, forKey: .times)
    try container.encode(values.map(\.bitPattern), forKey: .values)
    try container.encode(labels.map(\.bitPattern), forKey: .labels)
    try container.encode(labelEnds, forKey: .labelEnds)
    try container.encode(counts, forKey: .counts)
    try container.encodeIfPresent(latest, forKey: .latest)
    try container.encodeIfPresent(latestOrdinal, forKey: .latestOrdinal)
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let columns = try container.decode([String].self, forKey: .columns)
    let mostRows = try container.decode(Int.self, forKey: .mostRows)
    let labeller = try container.decode(BarrierLabeller.self, forKey: .labeller)
    let label = try container.decode(TrainingLabel.self, forKey: .label)
    func fail(_ what: String) -> DecodingError { .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: what)) }
    guard (1...FeatureMask.capacity).contains(columns.count), Set(columns).count == columns.count, mostRows > 0, label.horizonNanoseconds > 0,
      labeller.barriers == label.barriers else {
      throw fail("a table's columns, bounds and label do not fit together")
    }
    self.init(
      instrument: try container.decode(String.self, forKey: .instrument),
      set: FeatureSchema(
        name: try container.decode(String.self, forKey: .name), version: try container.decode(Int.self, forKey: .version), columns: columns,
        definitions: try container.decode(UInt64.self, forKey: .definitions)),
      label: label, mostRows: mostRows, mostWaiting: labeller.capacity)
    self.labeller = labeller
    times = try container.decode([Int64].self, forKey: .times)
    values = try container.decode([UInt64].self, forKey: .values).map { Double(bitPattern: $0) }
    labels = try container.decode([UInt64].self, forKey: .labels).map { Double(bitPattern: $0) }
    labelEnds = try container.decode([Int64].self, forKey: .labelEnds)
    counts = try container.decode(TrainingManifest.Counts.self, forKey: .counts)
    latest = try container.decodeIfPresent(Int64.self, forKey: .latest)
    latestOrdinal = try container.decodeIfPresent(Int64.self, forKey: .latestOrdinal)
    guard times.count <= mostRows, values.count == times.count * columns.count, labels.count == times.count, labelEnds.count == times.count,
      labeller.rows.allSatisfy({ times.indices.contains($0.row) }), zip(times, times.dropFirst()).allSatisfy({ $0 <= $1 })
    else { throw fail("a table's rows do not fit together") }
  }
}
