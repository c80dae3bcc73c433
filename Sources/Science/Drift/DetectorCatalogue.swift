/// The detectors that a key can name.
public enum DetectorCatalogue {
  /// Their names, for listings and did-you-mean.
  public static let names = ["adwin", "adwin_nonreset", "adwin_moa", "adwin_river", "adwin_exact"]

  /// Makes the detector a key names.
  ///
  /// `adwin`, `adwin_nonreset` and `adwin_moa` are one: MOA's, which keeps its window after an alarm. `adwin_river` starts anew after one.
  /// `adwin_exact` is the paper's, every cut at every value.
  /// - Throws: ``DriftError``: unknown name, unknown parameter, value out of range.
  public static func detector(_ key: DetectorKey) throws(DriftError) -> any DriftDetector {
    switch key.name {
    case "adwin", "adwin_nonreset", "adwin_moa": try ADWIN(key: key, resets: false)
    case "adwin_river": try ADWIN(key: key, resets: true)
    case "adwin_exact": try ExactADWIN(key: key)
    default: throw .unknownDetector(key.name, known: names)
    }
  }
}
