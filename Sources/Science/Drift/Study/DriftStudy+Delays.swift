extension DriftStudy {
  /// Alarms at every value: what a detector has to be better than.
  struct AlwaysAlarms: DriftDetector {
    var alarm = false
    var warning: Bool { false }
    mutating func update(_ value: Double) { alarm = true }
    mutating func reset() { alarm = false }
    var key: DetectorKey { DetectorKey(name: "always alarms") }
    var readings: [DetectorReading] { [] }
  }

  /// How soon each detector finds one kind of change at half of the run's length, independent normal values before it.
  ///
  /// Detectors of one number read the first component, which a correlation alone does not touch; the product of both components shows it to them, and NEWMA reads the pair.
  ///
  /// - Throws: ``DriftError`` never, unless the catalogue is broken.
  public func delays(_ change: StudyStream.Change) throws(DriftError) -> [Delay] {
    var rows = [delay("always alarms", AlwaysAlarms(), .real, change) { $0.0 }]
    for entry in DetectorCatalogue.entries where entry.name != "adwin_exact" && !["adwin_nonreset", "adwin_moa", "ecdd_wt"].contains(entry.name) {
      let detector = try DetectorCatalogue.detector(DetectorKey(name: entry.name))
      rows.append(delay(entry.name, detector, entry.input, change) { $0.0 })
      if change == .correlation, entry.input == .real { rows.append(delay("\(entry.name) of the product", detector, entry.input, change) { $0.0 * $0.1 }) }
    }
    if change == .correlation { rows.append(pairDelay(change)) }
    return rows
  }

  private func delay<Detector: DriftDetector>(
    _ name: String, _ detector: Detector, _ input: DetectorEntry.Input, _ change: StudyStream.Change, of number: ((Double, Double)) -> Double
  ) -> Delay {
    summary(name, change) { run, half in
      var detector = detector
      var stream = StudyStream(.independent, change: change, at: half, seed: seed &+ UInt64(run) &* 0x1234_5677)
      return follow(half) {
        detector.update(StudyStream.read(number(stream.next()), as: input))
        return detector.alarm
      }
    }
  }

  private func pairDelay(_ change: StudyStream.Change) -> Delay {
    summary("newma of the pair", change) { run, half in
      var settings = NEWMA.Settings()
      // A correlation is a small discrepancy: longer memories see it.
      (settings.dimension, settings.features, settings.fast, settings.slow, settings.warmUp, settings.deviations) = (2, 64, 0.01, 0.001, half / 2, 5)
      var detector = NEWMA(settings: settings)
      var stream = StudyStream(.independent, change: change, at: half, seed: seed &+ UInt64(run) &* 0x1234_5677)
      return follow(half) {
        let pair = stream.next()
        detector.update([pair.0, pair.1].span)
        return detector.alarm
      }
    }
  }

  /// Alarms before the change, and the first one after it.
  private func follow(_ half: Int, _ step: () -> Bool) -> (falseAlarms: Int, delay: Int?) {
    var early = 0
    for row in 0..<length {
      guard step() else { continue }
      if row >= half { return (early, row - half + 1) }
      early += 1
    }
    return (early, nil)
  }

  private func summary(_ name: String, _ change: StudyStream.Change, _ body: (Int, Int) -> (falseAlarms: Int, delay: Int?)) -> Delay {
    let half = length / 2
    let results = (0..<runs).map { body($0, half) }
    let found = results.compactMap(\.delay).sorted()
    let early = results.reduce(0) { $0 + $1.falseAlarms }
    return Delay(
      subject: name, change: change, falseAlarms: Double(early) / Double(runs * half) * 1000, medianDelay: found.isEmpty ? nil : found[found.count / 2],
      missed: Double(runs - found.count) / Double(runs))
  }
}
