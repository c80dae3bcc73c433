/// Error rates and delays of the detectors and the monitor by simulation, under continuous looking.
///
/// Everything follows from the seed. Small numbers of runs serve tests, large ones the published tables.
public struct DriftStudy: Sendable {
  /// One measured rate beside what is claimed.
  public struct Rate: Sendable {
    /// Detector with its parameters, or the monitor's configuration.
    public var subject: String
    /// Law of the values.
    public var law: StudyStream.Law
    /// `alarms a value` or `runs with an alarm`.
    public var unit: String
    /// Measured, with its 99 % interval.
    public var measured: StudyInterval
    /// What is claimed; nil for no claim.
    public var claimed: Double?
    /// Does the claim's interval lie above the claim?
    public var isBroken: Bool { claimed.map { measured.lower > $0 } ?? false }
  }

  /// How soon a change is found.
  public struct Delay: Sendable {
    /// Detector with its parameters.
    public var subject: String
    /// What changed.
    public var change: StudyStream.Change
    /// Alarms in 1,000 values before the change.
    public var falseAlarms: Double
    /// Median of values from the change to the first alarm after it, over the runs that found it; nil when none did.
    public var medianDelay: Int?
    /// Share of runs without an alarm within the values after the change.
    public var missed: Double
  }

  /// Simulated runs a row of a table.
  public let runs: Int
  /// Values a run.
  public let length: Int
  /// Of all dice.
  public let seed: UInt64

  /// A study.
  ///
  /// - Parameters:
  ///   - runs: 2…10⁶ a row.
  ///   - length: values a run, 1,000…10⁷.
  ///   - seed: of all dice.
  public init(runs: Int, length: Int = 4000, seed: UInt64 = 1) {
    precondition((2...1_000_000).contains(runs) && (1000...10_000_000).contains(length), "2…10⁶ runs of 1,000…10⁷ values")
    self.runs = runs
    self.length = length
    self.seed = seed
  }

  /// Alarms of one detector in one run.
  func alarms(_ detector: any DriftDetector, input: DetectorEntry.Input, law: StudyStream.Law, run: Int) -> Int {
    count(detector, input, StudyStream(law, seed: seed &+ UInt64(run) &* 0x5851_f42d))
  }

  private func count<Detector: DriftDetector>(_ detector: Detector, _ input: DetectorEntry.Input, _ stream: StudyStream) -> Int {
    var (detector, stream, alarms) = (detector, stream, 0)
    for _ in 0..<length {
      detector.update(StudyStream.read(stream.next().0, as: input))
      if detector.alarm { alarms += 1 }
    }
    return alarms
  }

  /// The claims that a level can be measured of, with thresholds low enough that false alarms happen: an average run length of 1,000, a chance of 5 %.
  public static let claims: [(key: DetectorKey, perValue: Bool, claimed: Double)] = [
    (DetectorKey("conformal", ["arl": "1000", "form": "sr"]), true, 1e-3),
    (DetectorKey("conformal", ["arl": "1000", "form": "cusum"]), true, 1e-3),
    (DetectorKey("conformal", ["arl": "20", "form": "ville"]), false, 0.05),
    (DetectorKey("conformal", ["arl": "1000", "form": "sr", "bet": "power"]), true, 1e-3),
    (DetectorKey("e_detector", ["arl": "1000", "form": "sr"]), true, 1e-3),
    (DetectorKey("e_detector", ["arl": "1000", "form": "cusum"]), true, 1e-3),
    (DetectorKey("e_detector", ["arl": "20", "form": "ville"]), false, 0.05),
    (DetectorKey("confidence_sequence", ["alpha": "0.05"]), false, 0.05),
  ]

  /// Measured rates of every detector that claims one, on the laws its claim covers (independent values), and on AR(½) beside.
  ///
  /// - Throws: ``DriftError`` never, unless the catalogue has lost a detector.
  public func claimedRates(_ law: StudyStream.Law) throws(DriftError) -> [Rate] {
    var rates: [Rate] = []
    for claim in Self.claims {
      let detector = try DetectorCatalogue.detector(claim.key)
      let input = DetectorCatalogue.entry(claim.key.name)?.input ?? .real
      let counts = (0..<runs).map { Double(alarms(detector, input: input, law: law, run: $0)) }
      let values = claim.perValue ? counts.map { $0 / Double(length) } : counts.map { $0 > 0 ? 1 : 0 }
      rates.append(
        Rate(
          subject: claim.key.description, law: law, unit: claim.perValue ? "alarms a value" : "runs with an alarm", measured: StudyInterval(values),
          claimed: claim.claimed))
    }
    return rates
  }

  /// Alarms a value of every detector of the catalogue as it comes, on one law: what raw detectors do under dependence. `adwin_exact` is left out: its cost is quadratic.
  ///
  /// - Throws: ``DriftError`` never, unless the catalogue is broken.
  public func rawRates(_ law: StudyStream.Law) throws(DriftError) -> [Rate] {
    var rates: [Rate] = []
    for entry in DetectorCatalogue.entries where entry.name != "adwin_exact" && !["adwin_nonreset", "adwin_moa", "ecdd_wt"].contains(entry.name) {
      let detector = try DetectorCatalogue.detector(DetectorKey(name: entry.name))
      let values = (0..<runs).map { Double(alarms(detector, input: entry.input, law: law, run: $0)) / Double(length) }
      rates.append(Rate(subject: entry.name, law: law, unit: "alarms a value", measured: StudyInterval(values), claimed: nil))
    }
    return rates
  }
}
