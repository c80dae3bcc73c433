/// What a drift check said, with the guarantee it was said under.
public struct DriftVerdict: Hashable, Sendable, Codable {
  /// What drifted.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    case data, concept, prediction, performance
  }

  public var time: Timestamp
  public var symbol: String
  /// The feature's name, `prediction` or `error`.
  public var feature: String
  /// The detector, in its golden key's form: `ks`, `psi_qa`, `adwin`.
  public var test: String
  public var kind: Kind
  /// KS D, PSI, or the difference of ADWIN's two means.
  public var statistic: Double
  /// `nil` where the test has none.
  public var pValue: Double?
  public var referenceCount: Int
  public var currentCount: Int
  public var drifted: Bool
  public var severity: Severity
  /// Why, in one sentence with its numbers.
  public var reason: String
  /// The error rate the verdict is given under, in one sentence.
  public var guarantee: String
  /// Is this drift news? False also when an alarm that already stands is only confirmed: alerts and alarm counts go by this, not by ``drifted``.
  public var raisesAlarm: Bool

  /// - Parameter raisesAlarm: nil for the same as `drifted`.
  public init(
    time: Timestamp, symbol: String, feature: String, test: String, kind: Kind, statistic: Double, pValue: Double?,
    referenceCount: Int, currentCount: Int, drifted: Bool, severity: Severity, reason: String, guarantee: String, raisesAlarm: Bool? = nil
  ) {
    self.time = time
    self.symbol = symbol
    self.feature = feature
    self.test = test
    self.kind = kind
    self.statistic = statistic
    self.pValue = pValue
    self.referenceCount = referenceCount
    self.currentCount = currentCount
    self.drifted = drifted
    self.severity = severity
    self.reason = reason
    self.guarantee = guarantee
    self.raisesAlarm = raisesAlarm ?? drifted
  }
}
