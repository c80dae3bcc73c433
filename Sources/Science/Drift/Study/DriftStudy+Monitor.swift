internal import Domain

extension DriftStudy {
  /// The monitor's configurations whose error rate is measured: one false alarm in 2,000 rows, and a false discovery rate of 20 %, each over three streams.
  public static let monitors: [(name: String, configuration: DriftMonitorConfiguration, claimed: Double)] = {
    var list: [(String, DriftMonitorConfiguration, Double)] = []
    for (name, dependence) in [
      ("raw", DriftMonitorConfiguration.Dependence.none), ("whitened", .whitened(order: 2)), ("blocks of 20", .blocks(20)),
    ] {
      var configuration = DriftMonitorConfiguration()
      configuration.dependence = dependence
      configuration.control = .falseAlarms(rows: 2000)
      list.append(("monitor, 1 false alarm in 2,000 rows, \(name)", configuration, 1.0 / 2000))
      configuration.control = .falseDiscoveries(rate: 0.2, epoch: name.hasPrefix("blocks") ? 20 : 200)
      list.append(("monitor, false discovery rate 0.2, \(name)", configuration, 0.2))
    }
    return list
  }()

  /// Measured rates of the monitor over three streams that never drift: alarms a row, or runs with any (then every discovery is false, and its rate is the share of
  /// runs with one).
  ///
  /// - Throws: ``DriftError`` never: it has no advisors.
  public func monitorRates(_ law: StudyStream.Law) throws(DriftError) -> [Rate] {
    var rates: [Rate] = []
    for (name, configuration, claimed) in Self.monitors {
      var values: [Double] = []
      var perRow = false
      if case .falseAlarms = configuration.control { perRow = true }
      for run in 0..<runs {
        let found = Double(try events(configuration, law: law, run: run))
        values.append(perRow ? found / Double(length - configuration.reference) : found > 0 ? 1 : 0)
      }
      rates.append(
        Rate(subject: name, law: law, unit: perRow ? "alarms a row" : "runs with an alarm", measured: StudyInterval(values), claimed: claimed))
    }
    return rates
  }

  private func events(_ configuration: DriftMonitorConfiguration, law: StudyStream.Law, run: Int) throws(DriftError) -> Int {
    let base = seed &+ UInt64(run) &* 0x2545_f491
    var monitor = try DriftMonitor(
      configuration: configuration, model: "study", streams: ["a", "b", "c"].map { MonitoredStream.Name($0) }, seed: base)
    var streams = (0..<3).map { StudyStream(law, seed: base &+ UInt64($0) &* 0x9e37_79b9) }
    var events: [DriftEvent] = []
    var row = [0.0, 0.0, 0.0]
    for step in 0..<length {
      for index in row.indices { row[index] = streams[index].next().0 }
      monitor.observe(row.span, at: Timestamp(seconds: Int64(step)), events: &events)
    }
    return events.count
  }
}
