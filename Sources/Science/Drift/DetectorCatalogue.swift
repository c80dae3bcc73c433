/// The detectors that a key can name.
public enum DetectorCatalogue {
  /// All of them; a name means one entry.
  ///
  /// `adwin`, `adwin_nonreset` and `adwin_moa` are one: MOA's, which keeps its window after an alarm. `adwin_river` starts anew after one.
  /// `adwin_exact` is the paper's, every cut at every value. `ecdd_wt` is another name of `ecdd`.
  public static let entries: [DetectorEntry] = adaptiveWindows + errorMonitors + means + distributions

  /// Their names, for listings and did-you-mean.
  public static let names = entries.map(\.name)

  /// The entry of a name.
  public static func entry(_ name: String) -> DetectorEntry? { entries.first { $0.name == name } }

  /// Makes the detector a key names.
  ///
  /// - Throws: ``DriftError``: unknown name, unknown parameter, value out of range.
  public static func detector(_ key: DetectorKey) throws(DriftError) -> any DriftDetector {
    guard let entry = entry(key.name) else { throw .unknownDetector(key.name, known: names) }
    return try entry.make(key)
  }

  /// Makes the detector a key names, with the caller's dice for the one that draws positions.
  ///
  /// - Parameter sampler: what ``KSWIN`` draws its positions with, from the key's seed.
  /// - Throws: ``DriftError``: unknown name, unknown parameter, value out of range.
  public static func detector<Sampler: PositionSampling>(_ key: DetectorKey, drawingWith sampler: Sampler.Type) throws(DriftError) -> any DriftDetector {
    key.name == "kswin" ? try KSWIN<Sampler>(key: key) : try detector(key)
  }

  private static let adaptiveWindows = [
    DetectorEntry("adwin", .real, .logarithmic) { key throws(DriftError) in try ADWIN(key: key, resets: false) },
    DetectorEntry("adwin_nonreset", .real, .logarithmic) { key throws(DriftError) in try ADWIN(key: key, resets: false) },
    DetectorEntry("adwin_moa", .real, .logarithmic) { key throws(DriftError) in try ADWIN(key: key, resets: false) },
    DetectorEntry("adwin_river", .real, .logarithmic) { key throws(DriftError) in try ADWIN(key: key, resets: true) },
    DetectorEntry("adwin_exact", .unit, .linear) { key throws(DriftError) in try ExactADWIN(key: key) },
    DetectorEntry("seed", .real, .linear, moaClass: "SEEDChangeDetector") { key throws(DriftError) in try SEED(key: key) },
  ]

  private static let errorMonitors = [
    DetectorEntry("ddm", .errors, dialects: [.moa, .river], moaClass: "DDM") { key throws(DriftError) in try DDM(key: key) },
    DetectorEntry("eddm", .errors, dialects: [.moa, .river], moaClass: "EDDM") { key throws(DriftError) in try EDDM(key: key) },
    DetectorEntry("hddm_a", .unit, dialects: [.moa, .river], moaClass: "HDDM_A_Test") { key throws(DriftError) in try HDDMA(key: key) },
    DetectorEntry("hddm_w", .unit, dialects: [.moa, .river], moaClass: "HDDM_W_Test") { key throws(DriftError) in try HDDMW(key: key) },
    DetectorEntry("fhddm", .errors, dialects: [.paper, .river]) { key throws(DriftError) in try FHDDM(key: key) },
    DetectorEntry("rddm", .errors, dialects: [.moa, .frouros], moaClass: "RDDM") { key throws(DriftError) in try RDDM(key: key) },
    DetectorEntry("stepd", .errors, dialects: [.paper, .moa, .frouros], moaClass: "STEPD") { key throws(DriftError) in try STEPD(key: key) },
    DetectorEntry("ecdd", .errors, dialects: [.moa, .frouros], moaClass: "EWMAChartDM") { key throws(DriftError) in try ECDD(key: key) },
    DetectorEntry("ecdd_wt", .errors, dialects: [.moa, .frouros]) { key throws(DriftError) in try ECDD(key: key) },
  ]

  private static let means = [
    DetectorEntry("page_hinkley", .real, dialects: [.paper, .moa, .river], moaClass: "PageHinkleyDM") { key throws(DriftError) in try PageHinkley(key: key) },
    DetectorEntry("focus", .real, .logarithmic) { key throws(DriftError) in try FOCuS(key: key) },
    DetectorEntry("optwin", .real) { key throws(DriftError) in try OPTWIN(key: key) },
    DetectorEntry("e_detector", .unit) { key throws(DriftError) in try EDetector(key: key) },
    DetectorEntry("confidence_sequence", .unit) { key throws(DriftError) in
      try ConfidenceSequence(key: key)
    },
    DetectorEntry("cusum", .real, moaClass: "CusumDM") { key throws(DriftError) in try CUSUM(key: key) },
  ]

  private static let distributions = [
    DetectorEntry("kswin", .real) { key throws(DriftError) in try KSWIN<SeededPositions>(key: key) },
    DetectorEntry("iks", .real) { key throws(DriftError) in try IncrementalKS(key: key, hasReference: true) },
    DetectorEntry("ikssw", .real) { key throws(DriftError) in try IncrementalKS(key: key, hasReference: false) },
    DetectorEntry("conformal", .real, .logarithmic) { key throws(DriftError) in try ConformalDetector(key: key) },
    DetectorEntry("newma", .real) { key throws(DriftError) in try NEWMA(key: key) },
  ]
}
