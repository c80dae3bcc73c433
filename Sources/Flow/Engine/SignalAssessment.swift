/// What ``SignalRules`` say of a prediction.
public struct SignalAssessment: Sendable, Hashable {
  /// What the probability speaks for.
  public enum Signal: Sendable, Hashable {
    case buy, sell, hold
  }

  /// Reasons to look twice.
  public struct Warnings: OptionSet, Sendable, Hashable {
    public let rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }
    /// The model is not confident.
    public static let doubtful = Warnings(rawValue: 1)
    /// Nearly certain while the market stands still.
    public static let extremeWhileCalm = Warnings(rawValue: 2)
  }

  public var signal: Signal
  /// The number is no probability: nobody may act on it.
  public var isBlocked: Bool
  public var warnings: Warnings

  /// An assessment from its parts.
  public init(signal: Signal, isBlocked: Bool, warnings: Warnings) {
    self.signal = signal
    self.isBlocked = isBlocked
    self.warnings = warnings
  }
}
