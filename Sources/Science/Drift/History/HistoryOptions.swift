/// How the windows of a history are judged.
public struct HistoryOptions: Hashable, Sendable {
  /// Online control of the false discovery rate.
  public enum Control: String, Hashable, Sendable, CaseIterable {
    /// LORD++ (`Statistics.LORD`).
    case lord = "lord++"
    /// SAFFRON (`Statistics.SAFFRON`).
    case saffron
  }

  /// How dependence of a value on its past is met.
  public enum Dependence: String, Hashable, Sendable, CaseIterable {
    /// Values are taken as independent: exact or finite-n law of KS.
    case independent
    /// Both sides count for as many values as they are worth, by the rank autocorrelation time of the reference; the limiting law of KS.
    case effective
  }

  /// Level of the false discovery rate, 0…1 exclusive.
  public var alpha: Double
  /// Least KS distance that counts, 0…1; 0 turns the floor off.
  public var minimumEffect: Double
  /// A side with fewer values is too small to be judged, at least 1.
  public var minimumCount: Int
  /// Online control over time and columns.
  public var control: Control
  /// Independent values or not.
  public var dependence: Dependence

  /// The defaults of the command line.
  public init(
    alpha: Double = 0.05, minimumEffect: Double = 0.05, minimumCount: Int = 8, control: Control = .lord,
    dependence: Dependence = .independent
  ) {
    self.alpha = alpha
    self.minimumEffect = minimumEffect
    self.minimumCount = minimumCount
    self.control = control
    self.dependence = dependence
  }

  /// First wealth of the control: half the level.
  ///
  /// Without any change the levels spent before a first alarm sum to at most this (LORD++), so that a history without change raises any alarm with
  /// at most this probability, however its windows depend on each other.
  public var initialWealth: Double { alpha / 2 }

  /// - Throws: ``HistoryError/badParameter(_:value:wanted:)``.
  public func validate() throws(HistoryError) {
    guard alpha > 0, alpha < 1 else { throw .badParameter("alpha", value: "\(alpha)", wanted: "a level above 0 and below 1") }
    guard minimumEffect >= 0, minimumEffect <= 1 else {
      throw .badParameter("min-effect", value: "\(minimumEffect)", wanted: "a KS distance in 0…1")
    }
    guard minimumCount >= 1 else { throw .badParameter("min-count", value: "\(minimumCount)", wanted: "1 or more") }
  }
}
