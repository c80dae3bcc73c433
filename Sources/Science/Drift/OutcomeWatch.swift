internal import Domain
internal import Statistics

/// Averages a quantity in 0…1 over blocks of event time and watches the means with ADWIN under a spent level.
struct OutcomeWatch: Sendable {
  enum Quantity: String, Sendable {
    case error, prediction
  }

  let quantity: Quantity
  private var spending: LevelSpending
  private var detector = ADWIN(delta: 0.05, clock: 1, recordsCut: true)
  private var blockStart: Timestamp?
  private var sum = 0.0
  private var count = 0
  private var standing: Severity?

  init(quantity: Quantity, alpha: Double) {
    self.quantity = quantity
    spending = LevelSpending(alpha: alpha)
  }

  mutating func reset() {
    detector.reset()
    blockStart = nil
    sum = 0
    count = 0
    standing = nil
  }

  /// Adds a value; a verdict whenever it opens a new block and so closes the one before.
  mutating func observe(_ value: Double, at time: Timestamp, block: Int64, symbol: String) -> DriftVerdict? {
    guard value.isFinite else { return nil }
    guard let start = blockStart else {
      blockStart = time
      sum = value
      count = 1
      return nil
    }
    let elapsed = time.nanoseconds(since: start)
    guard elapsed >= block else {
      sum += value
      count += 1
      return nil
    }
    let mean = sum / Double(count)
    blockStart = start.adding(nanoseconds: elapsed / block * block)
    sum = value
    count = 1
    return verdict(of: mean, at: time, block: block, symbol: symbol)
  }

  private mutating func verdict(of mean: Double, at time: Timestamp, block: Int64, symbol: String) -> DriftVerdict {
    let level = spending.next()
    detector.delta = level
    detector.update(mean)
    let cut = detector.cut
    // A falling error is a change for the better: it moves the window, it is no drift of performance.
    let worse = quantity == .prediction || (cut?.newerMean ?? 0) > (cut?.olderMean ?? 0)
    let drifted = detector.alarm && worse
    let severity = drifted ? DriftSeverity.adwin(cut?.difference ?? 0) : .low
    let isNew = LiveDriftMonitor.raises(drifted, severity, &standing)
    let seconds = NumberText.short(Double(block) / 1e9)
    let name = quantity == .error ? "squared error" : "predicted probability"
    let reason: String
    if let cut {
      let means = "mean \(name) \(NumberText.short(cut.olderMean)) over \(cut.olderCount) blocks → \(NumberText.short(cut.newerMean)) over \(cut.newerCount)"
      let difference = "difference \(NumberText.short(cut.difference))"
      reason =
        detector.alarm
        ? "\(means): \(difference) > \(NumberText.short(cut.threshold))\(worse ? "" : ", an improvement")"
        : "no drift shown: \(means), \(difference) ≤ \(NumberText.short(cut.threshold))"
    } else {
      reason = "not tested: \(detector.width) blocks of \(seconds) s are too few for a cut"
    }
    return DriftVerdict(
      time: time, symbol: symbol, feature: quantity.rawValue, test: "adwin", kind: quantity == .error ? .performance : .prediction,
      statistic: cut?.difference ?? 0, pValue: nil, referenceCount: cut?.olderCount ?? 0, currentCount: cut?.newerCount ?? detector.width,
      drifted: drifted, severity: severity, reason: reason,
      guarantee: "expected false alarms over the whole run ≤ \(NumberText.short(spending.alpha)): look \(spending.checks) spends δ \(NumberText.short(level)); "
        + "ADWIN's cut supposes means of \(seconds) s blocks to be independent and in 0…1",
      raisesAlarm: isNew)
  }
}
