internal import Statistics

#if canImport(Glibc)
internal import Glibc
#endif
internal import Domain

extension DriftMonitor {
  /// One value of one stream.
  mutating func take(_ value: Double, stream index: Int, at time: Timestamp, events: inout [DriftEvent]) {
    for advisor in streams[index].advisors.indices {
      streams[index].advisors[advisor].update(value)
      if streams[index].advisors[advisor].alarm { events.append(advice(streams[index], streams[index].advisors[advisor], at: time)) }
    }
    if streams[index].sliding == nil {
      streams[index].reference.append(value)
      if streams[index].reference.count == configuration.reference { freeze(index) }
      return
    }
    streams[index].remember(value, window: configuration.window)
    guard let ready = free(value, stream: index) else { return }
    switch configuration.control {
    case .falseAlarms: watch(ready, stream: index, at: time, events: &events)
    case .falseDiscoveries(_, let epoch): bet(ready, stream: index, epoch: epoch, at: time, events: &events)
    }
  }

  /// The value freed of its dependence; nil within a block.
  private mutating func free(_ value: Double, stream index: Int) -> Double? {
    switch configuration.dependence {
    case .none: return value
    case .whitened: return streams[index].filter?.filter(value)
    case .blocks(let size):
      streams[index].blockSum += value
      streams[index].blockCount += 1
      guard streams[index].blockCount == size else { return nil }
      let mean = streams[index].blockSum / Double(size)
      (streams[index].blockSum, streams[index].blockCount) = (0, 0)
      return mean
    }
  }

  /// Turns the first values into the reference: its filter, its ranks, and its distance to what comes.
  private mutating func freeze(_ index: Int) {
    let reference = streams[index].reference
    streams[index].baseline = reference.reduce(0, +) / Double(reference.count)
    streams[index].sliding = SlidingKS(reference: reference, window: configuration.window)
    var freed: [Double] = []
    switch configuration.dependence {
    case .none: freed = reference
    case .blocks(let size):
      freed = stride(from: 0, to: reference.count - size + 1, by: size).map { reference[$0..<($0 + size)].reduce(0, +) / Double(size) }
    case .whitened(let order):
      // Fitted on two thirds, ranked against the residuals of the last: what follows is as far outside the fit as they are, while residuals of the fitted
      // part are smaller and centred. That split alone did not keep the level in simulation on AR(0.5); a low order and Σφ raised by two standard errors did.
      let part = reference.count * 2 / 3
      var fitted = AutoregressiveFilter(fitting: Array(reference[..<part]), order: order, margin: 2)
      freed = reference[part...].map { fitted.filter($0) }
      streams[index].filter = fitted
    }
    switch configuration.control {
    case .falseAlarms:
      // The reference's own values are the first of the history: what they look like is what is ranked against.
      var detector = ConformalDetector(threshold: threshold, form: .sr, capacity: configuration.capacity, seed: streams[index].dice.next() >> 1)
      detector.learn(freed.suffix(configuration.capacity / 2))
      streams[index].detector = detector
    case .falseDiscoveries(_, let epoch): streams[index].ranks = ReferenceRanks(reference: freed, longest: epoch)
    }
  }

  private mutating func watch(_ value: Double, stream index: Int, at time: Timestamp, events: inout [DriftEvent]) {
    streams[index].detector?.update(value)
    guard let detector = streams[index].detector, detector.alarm, case .falseAlarms(let rows) = configuration.control else { return }
    events.append(
      event(
        streams[index], detector: detector.key.description, score: detector.statistic, threshold: detector.threshold, at: time,
        guarantee: "at most 1 false alarm in \(NumberText.short(rows)) rows, expected, over all \(streams.count) streams together; \(condition)"))
  }

  private mutating func bet(_ value: Double, stream index: Int, epoch: Int, at time: Timestamp, events: inout [DriftEvent]) {
    let tau = streams[index].dice.unit()
    guard let p = streams[index].ranks?.pValue(value, tau: tau) else { return }
    _ = streams[index].level.update(p)
    _ = streams[index].spread.update(abs(2 * p - 1))
    streams[index].stretch += 1
    guard streams[index].stretch == epoch else { return }
    let eValue = (exp(streams[index].level.logCapital) + exp(streams[index].spread.logCapital)) / 2
    streams[index].ranks?.forget()
    streams[index].level.reset()
    streams[index].spread.reset()
    streams[index].stretch = 0
    guard discovery?.test(eValue) == true, let discovery else { return }
    events.append(
      event(
        streams[index], detector: "conformal e-value over \(epoch) values", score: eValue, threshold: 1 / discovery.level, at: time,
        guarantee: "expected share of false alarms among all alarms so far ≤ \(NumberText.short(discovery.alpha)) (e-LOND, hypothesis "
          + "\(discovery.tested) over \(streams.count) streams and all time); \(condition)"))
  }

  private var condition: String {
    switch configuration.dependence {
    case .none: "supposes independent values of one law"
    case .blocks(let size): "supposes means of \(size) values to be independent of one law"
    case .whitened(let order): "supposes residuals of an autoregression of order \(order) to be independent of one law"
    }
  }

  private func event(_ stream: MonitoredStream, detector: String, score: Double, threshold: Double, at time: Timestamp, guarantee: String) -> DriftEvent {
    let distance = stream.sliding?.distance
    // Fewer values than the window: the change is real but its size is not known yet.
    let severity = max(.medium, distance.map(DriftSeverity.kolmogorovSmirnov) ?? .medium)
    let size = distance.map { "KS D \(NumberText.short($0)) of the latest \(configuration.window)" } ?? "too few values for its size"
    return DriftEvent(
      model: model, kind: stream.name.kind, metric: stream.name.metric, detector: detector, baseline: stream.baseline, current: stream.current, score: score,
      threshold: threshold, distance: distance, isSignificant: true, severity: severity, recommendation: .init(severity, isSignificant: true),
      details: "\(stream.name.metric): statistic \(NumberText.short(score)) ≥ \(NumberText.short(threshold)); mean \(NumberText.short(stream.baseline)) → "
        + "\(NumberText.short(stream.current)), \(size)",
      guarantee: guarantee, time: time)
  }

  private func advice(_ stream: MonitoredStream, _ detector: any DriftDetector, at time: Timestamp) -> DriftEvent {
    DriftEvent(
      model: model, kind: stream.name.kind, metric: stream.name.metric, detector: detector.key.description, baseline: stream.baseline,
      current: stream.current, score: detector.readings.first { $0.name == "statistic" }?.value ?? 0, threshold: 0, distance: stream.sliding?.distance,
      isSignificant: false, severity: .low, recommendation: .monitor, details: "\(stream.name.metric): advisor \(detector.key.name) alarms",
      guarantee: "none: an advisor's alarm is outside the monitor's error rate", time: time)
  }
}
