public import Domain

/// Watches many streams (features, predictions, errors) at once, under one error rate over all of them and all time.
///
/// The first values of a stream become its reference. What follows is freed of its dependence in time as the configuration says, turned into conformal p-values,
/// and bet on for a change of level and of spread.
///
/// **At most one false alarm in N rows, expected.** Each of K streams runs a Shiryaev–Roberts e-detector with threshold N·K (in blocks of L rows: N·K/L). With c the alarms
/// so far and R the statistic, c + R/threshold grows by at most 1/threshold a value in expectation, restarts included: an alarm takes R from at least the threshold to 0.
/// So the expected number of alarms after n rows is at most n/N. No bound on the number of streams or their mutual dependence enters.
///
/// **False discovery rate.** Once an epoch each stream gives the e-value "exchangeable with its reference", and ``OnlineDiscovery`` (e-LOND) tests all of them in order of time and
/// stream: the expected share of false alarms among all alarms is at most the rate, whatever their dependence.
///
/// Both suppose the filtered values to be independent of one law while nothing drifts. For a linear process of a short memory, an autoregression fitted on the reference leaves
/// them nearly so; the simulation shows how nearly. Missing values are skipped and counted.
///
/// - Complexity: expected O(log n) a value; memory a stream: O(reference + window + capacity).
public struct DriftMonitor: Sendable {
  /// What it was made with.
  public let configuration: DriftMonitorConfiguration
  /// The model whose streams these are.
  public let model: String
  /// Rows seen.
  public internal(set) var rows: UInt64 = 0
  /// Values that were missing.
  public internal(set) var missingValues: UInt64 = 0
  /// The hypotheses of ``DriftMonitorConfiguration/Control/falseDiscoveries(rate:epoch:)``.
  public internal(set) var discovery: OnlineDiscovery?

  var streams: [MonitoredStream]

  /// A monitor without a row.
  ///
  /// - Parameters:
  ///   - configuration: traps on values that mean nothing.
  ///   - model: what the events bear.
  ///   - streams: names in the order of a row's values; at least one.
  ///   - seed: breaks ties.
  /// - Throws: ``DriftError`` when an advisor's key names no detector.
  public init(
    configuration: DriftMonitorConfiguration = DriftMonitorConfiguration(), model: String, streams: [MonitoredStream.Name], seed: UInt64 = 1
  ) throws(DriftError) {
    configuration.check()
    precondition(!streams.isEmpty, "a monitor watches a stream")
    self.configuration = configuration
    self.model = model
    var made: [MonitoredStream] = []
    for (index, name) in streams.enumerated() {
      var advisors: [any DriftDetector] = []
      for key in configuration.advisors { advisors.append(try DetectorCatalogue.detector(key)) }
      made.append(MonitoredStream(name, seed: seed &+ UInt64(index) &* 0x9e37, advisors: advisors, configuration: configuration))
    }
    self.streams = made
    if case .falseDiscoveries(let rate, _) = configuration.control { discovery = OnlineDiscovery(alpha: rate) }
  }

  /// Are all references full?
  public var hasReference: Bool { streams.allSatisfy { $0.sliding != nil } }

  /// Threshold of each stream's detector under ``DriftMonitorConfiguration/Control/falseAlarms(rows:)``.
  var threshold: Double {
    guard case .falseAlarms(let rows) = configuration.control else { return .infinity }
    if case .blocks(let size) = configuration.dependence { return max(rows * Double(streams.count) / Double(size), 2) }
    return rows * Double(streams.count)
  }

  /// Takes in one row.
  ///
  /// - Parameters:
  ///   - row: one value a stream, in the order of the names; NaN and ±inf count as missing.
  ///   - time: of the row.
  ///   - events: what was found is appended.
  public mutating func observe(_ row: Span<Double>, at time: Timestamp, events: inout [DriftEvent]) {
    precondition(row.count == streams.count, "a row has one value a stream")
    rows += 1
    for index in streams.indices {
      let value = row[index]
      guard value.isFinite else {
        missingValues += 1
        continue
      }
      take(value, stream: index, at: time, events: &events)
    }
  }

  /// Forgets every reference, as after a retraining; discoveries already made stay made, hypotheses already paid for stay paid.
  public mutating func rebase() {
    for index in streams.indices {
      streams[index].reference.removeAll(keepingCapacity: true)
      streams[index].recent.removeAll(keepingCapacity: true)
      (streams[index].filter, streams[index].sliding, streams[index].detector, streams[index].ranks) = (nil, nil, nil, nil)
      (streams[index].blockSum, streams[index].blockCount, streams[index].stretch, streams[index].recentPlace) = (0, 0, 0, 0)
      streams[index].level.reset()
      streams[index].spread.reset()
      for advisor in streams[index].advisors.indices { streams[index].advisors[advisor].reset() }
    }
  }
}
