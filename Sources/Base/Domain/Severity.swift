/// How much something matters (row ML-23), in rising order.
public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
  case low, medium, high, critical

  public static func < (left: Severity, right: Severity) -> Bool {
    allCases.firstIndex(of: left)! < allCases.firstIndex(of: right)!
  }
}
