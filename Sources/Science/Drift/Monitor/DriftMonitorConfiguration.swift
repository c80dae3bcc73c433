/// What a ``DriftMonitor`` controls, and how it treats dependence.
public struct DriftMonitorConfiguration: Hashable, Sendable, Codable {
  /// The error rate over all streams and all time.
  public enum Control: Hashable, Sendable, Codable {
    /// At most one false alarm in so many rows, expected, over all streams together.
    case falseAlarms(rows: Double)
    /// The expected share of false ones among all alarms so far is at most `rate`; each stream is tested once in `epoch` values.
    case falseDiscoveries(rate: Double, epoch: Int)
  }

  /// What is done about dependence in time before the values are bet on.
  public enum Dependence: Hashable, Sendable, Codable {
    /// Nothing: the values are independent.
    case none
    /// Means of so many values.
    case blocks(Int)
    /// Residuals of an autoregression of this order, fitted on the first two thirds of the reference, Σφ raised by two standard errors.
    case whitened(order: Int)
  }

  /// The error rate.
  public var control = Control.falseAlarms(rows: 1e6)
  /// The treatment of dependence.
  public var dependence = Dependence.whitened(order: 2)
  /// Values of a stream that become its reference.
  public var reference = 500
  /// Latest values that an alarm compares with the reference to say how big the drift is.
  public var window = 200
  /// Most values ranked at a time; see ``ConformalRanks/capacity``.
  public var capacity = 4096
  /// Detectors that run beside on the raw values; they claim nothing and count for nothing.
  public var advisors: [DetectorKey] = []

  /// The defaults: at most 1 false alarm in 10⁶ rows, expected.
  public init() {}

  /// Traps on values that mean nothing.
  func check() {
    precondition((30...1_000_000).contains(reference) && (10...1_000_000).contains(window), "the reference has 30…10⁶ values, the window 10…10⁶")
    precondition((64...10_000_000).contains(capacity), "the ranks hold 64…10⁷ values")
    switch control {
    case .falseAlarms(let rows): precondition(rows > 1, "more than one row a false alarm")
    case .falseDiscoveries(let rate, let epoch): precondition(rate > 0 && rate < 1 && (10...1_000_000).contains(epoch), "a rate in 0…1, an epoch of 10…10⁶")
    }
    switch dependence {
    case .none: break
    case .blocks(let size): precondition((1...1_000_000).contains(size), "blocks of 1…10⁶ values")
    case .whitened(let order): precondition((0...AutoregressiveFilter.greatestOrder).contains(order), "an order of 0…16")
    }
  }
}
