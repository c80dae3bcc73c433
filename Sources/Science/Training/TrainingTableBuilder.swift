public import Domain

/// Makes a training table from one instrument's events in order: one call an event, the features after it and the price after it.
///
/// - **Late** events (time below the latest) are neither row nor price: at their time something else was known already.
/// - **Corrections.** An event whose ordinal has been seen changes nothing: a row keeps the features that were known at it, whatever is said of the past
///   later. A correction that the source sends as a new event is one.
/// - **Restarts.** The builder is `Codable`; read back and fed from anywhere before where it stopped, it ignores what it has seen (by ordinal) and ends with
///   the same bytes.
/// - **Bounds.** At most `mostRows` rows are kept, at most `mostWaiting` of them wait for a label; what is beyond is counted, never dropped in silence.
///
/// A row without a price (no valid mid) stays, without a label. O(columns + log waiting) an event.
public struct TrainingTableBuilder: Sendable {
  /// What became of an event.
  public enum Admission: String, Hashable, Sendable, Codable {
    /// A row and, if it has one, a price.
    case row
    /// A price alone.
    case price
    case late
    case repeated
    /// A price; the row would have been one too many.
    case overflowing
  }

  public let instrument: String
  public let label: TrainingLabel
  public let mostRows: Int
  let set: FeatureSchema
  var labeller: BarrierLabeller
  var times: [Int64] = []
  var values: [Double] = []
  var labels: [Double] = []
  var labelEnds: [Int64] = []
  var counts = TrainingManifest.Counts()
  var latest: Int64?
  var latestOrdinal: Int64?

  /// A builder of a feature set's table.
  ///
  /// - Parameters:
  ///   - mostRows: bound of the table, above 0.
  ///   - mostWaiting: bound of the rows that wait for a label, above 0.
  public init(instrument: String, set: FeatureSchema, label: TrainingLabel, mostRows: Int = 1 << 26, mostWaiting: Int = 1 << 24) {
    precondition(mostRows > 0, "a table has room for a row")
    self.instrument = instrument
    self.set = set
    self.label = label
    self.mostRows = mostRows
    labeller = BarrierLabeller(label.barriers, capacity: mostWaiting)
  }

  /// Rows so far.
  public var rows: Int { times.count }
  /// Rows that wait for their label.
  public var waiting: Int { labeller.pending }

  /// Takes the next event in.
  ///
  /// - Parameters:
  ///   - ordinal: the event's number in its source, rising.
  ///   - time: event time in ns.
  ///   - price: in units (or a doubled mid) after the event, `nil` where none stands.
  ///   - features: after the event, NaN is missing, shape `[columns]`; `nil` where the event is to be no row.
  ///   - volatility: σ of the row, for barriers that are multiples of it.
  /// - Precondition: one value a column.
  @discardableResult
  public mutating func add(ordinal: Int64, at time: Int64, price: Int64?, features: Span<Double>?, volatility: Double? = nil) -> Admission {
    if let latestOrdinal, ordinal <= latestOrdinal {
      counts.repeated += 1
      return .repeated
    }
    latestOrdinal = ordinal
    if let latest, time < latest {
      counts.late += 1
      return .late
    }
    latest = time
    if let price { observe(price, at: time) }
    guard let features else { return .price }
    precondition(features.count == set.columns.count, "a row has one value a column")
    guard times.count < mostRows else {
      counts.overflowing += 1
      return .overflowing
    }
    if let price { labeller.open(row: times.count, price: price, at: time, volatility: volatility) }
    times.append(time)
    for column in features.indices { values.append(features[column].isFinite ? features[column] : .nan) }
    labels.append(.nan)
    labelEnds.append(0)
    return .row
  }

  /// The same of a vector that the live code made.
  ///
  /// - Precondition: the vector is of the builder's set.
  @discardableResult
  public mutating func add(ordinal: Int64, _ vector: FeatureVector, price: Int64?, volatility: Double? = nil) -> Admission {
    precondition(vector.schemaHash == set.hash, "the vector is of the table's set")
    return add(ordinal: ordinal, at: vector.time.nanoseconds, price: price, features: vector.values.span, volatility: volatility)
  }

  /// Ends the data and gives the table. The builder itself goes on as before.
  public func table(from source: TrainingManifest.Source) -> TrainingTable {
    var ended = self
    ended.end()
    ended.counts.labelled = ended.labels.count { !$0.isNaN }
    ended.counts.unlabelled = ended.labels.count - ended.counts.labelled
    let stamps = times.map { Timestamp(nanoseconds: $0) }
    let manifest = TrainingManifest(
      source: source, instrument: instrument, from: times.first, to: times.last,
      set: TrainingManifest.FeatureSet(name: set.name, version: set.version, hash: set.hashText), columns: set.columns, label: label, rows: times.count,
      counts: ended.counts, split: PurgedSplit(times: stamps.span, horizonNanoseconds: label.barriers.horizonNanoseconds))
    return TrainingTable(manifest: manifest, times: times, values: values, labels: ended.labels, labelEnds: ended.labelEnds)
  }

  private mutating func observe(_ price: Int64, at time: Int64) {
    let label = label
    var (labels, labelEnds) = (self.labels, self.labelEnds)
    (self.labels, self.labelEnds) = ([], [])
    labeller.observe(price: price, at: time) { touch in
      labels[touch.row] = label.value(touch)
      labelEnds[touch.row] = touch.endTime
    }
    (self.labels, self.labelEnds) = (labels, labelEnds)
  }

  private mutating func end() {
    let label = label
    var (labels, labelEnds) = (self.labels, self.labelEnds)
    labeller.finish { touch in
      labels[touch.row] = label.value(touch)
      labelEnds[touch.row] = touch.endTime
    }
    (self.labels, self.labelEnds) = (labels, labelEnds)
  }
}
