internal import Domain
public import Engine
public import Ports
public import Telemetry

/// The engine's snapshot as metric families, one for every ``Ports/MetricName`` that the snapshot knows.
public enum EngineMetrics {
  /// Names that the engine's snapshot does not carry: their owners count them through swift-metrics.
  public static let countedElsewhere: Set<MetricName> = [.journalSyncSeconds, .journalFailures, .uploadFailures, .uploadLag]

  /// All families in the order of `MetricName`; what is not known (no InfluxDB, no account, nothing measured) is absent, never 0.
  public static func families(_ snapshot: EngineSnapshot) -> [MetricFamily] {
    MetricName.allCases.compactMap { name in
      switch name {
      case .tickToPrediction: return family(name, snapshot.tickToPrediction)
      case .tickService: return family(name, snapshot.service)
      case .featureAge:
        return family(name, snapshot) { market in
          guard let time = market.time, let oldest = market.features.compactMap(\.observed).min() else { return nil }
          return Double(max(0, time.nanoseconds(since: oldest))) / 1e9
        }
      case .featuresStale: return family(name, snapshot) { $0.features.isEmpty ? nil : Double($0.features.count { $0.isStale }) }
      default: return value(of: name, in: snapshot).map { MetricFamily(name, $0) }
      }
    }
  }

  private static func value(of name: MetricName, in snapshot: EngineSnapshot) -> Double? {
    switch name {
    case .ticks: Double(snapshot.ticks)
    case .frames: Double(snapshot.frames)
    case .framesUnknown: Double(snapshot.framesUnknown)
    case .framesMalformed: Double(snapshot.framesMalformed)
    case .checksumMismatches: Double(snapshot.checksumMismatches)
    case .resyncs: Double(snapshot.resyncs)
    case .reconnects: Double(snapshot.reconnects)
    case .connected: snapshot.connected ? 1 : 0
    case .staleValues: Double(snapshot.markets.reduce(0) { $0 + $1.staleValues })
    case .predictions: Double(snapshot.predictions)
    case .predictionsBlocked: Double(snapshot.predictionsBlocked)
    case .predictionsDoubtful: Double(snapshot.predictionsDoubtful)
    case .modelSwaps: Double(snapshot.modelSwaps)
    case .modelSetsRefused: Double(snapshot.modelSetsRefused)
    case .outcomes: Double(snapshot.outcomes)
    case .outcomesLate: Double(snapshot.outcomesLate)
    case .outcomesMissing: Double(snapshot.outcomesMissing)
    case .outcomesPending: Double(snapshot.outcomesPending)
    case .driftChecks: Double(snapshot.driftChecks)
    case .driftAlarms: Double(snapshot.driftAlarms)
    case .journalRecords: Double(snapshot.journalRecords)
    case .journalPoints: Double(snapshot.journalPoints)
    case .pointsUploaded: snapshot.pointsUploaded.map { Double($0) }
    case .orders: snapshot.account.map { Double($0.orders) }
    case .fills: snapshot.account.map { Double($0.fills) }
    case .reconciliations: snapshot.account.map { Double($0.checks) }
    case .discrepancies: snapshot.account.map { Double($0.discrepancies) }
    case .featureAge, .featuresStale, .tickToPrediction, .tickService, .journalSyncSeconds, .journalFailures, .uploadFailures, .uploadLag: nil
    }
  }

  /// A number a market; markets for which it is not known are left out.
  private static func family(_ name: MetricName, _ snapshot: EngineSnapshot, _ value: (EngineSnapshot.Market) -> Double?) -> MetricFamily? {
    let samples = snapshot.markets.compactMap { market in
      value(market).map { MetricSample(labels: [MetricLabel("symbol", market.symbol)], value: $0) }
    }
    return samples.isEmpty ? nil : MetricFamily(name, samples: samples)
  }

  /// A latency as a summary; quantile 1 is the largest seen.
  private static func family(_ name: MetricName, _ latency: EngineSnapshot.Latency?) -> MetricFamily? {
    guard let latency else { return nil }
    let quantiles: [(String, Double?)] = [("0.5", latency.p50), ("0.99", latency.p99), ("0.999", latency.p999), ("1", latency.max)]
    let samples = quantiles.compactMap { quantile, value in
      value.map { MetricSample(labels: [MetricLabel("quantile", quantile)], value: $0) }
    }
    return samples.isEmpty ? nil : MetricFamily(name, samples: samples)
  }
}
