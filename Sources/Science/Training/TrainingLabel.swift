/// The label of a training table: what of a row's future becomes one number.
public enum TrainingLabel: Hashable, Sendable, Codable {
  /// 1 as soon as the price rises by the threshold within the horizon, 0 if it does not: ``LabelDefinition/Kind/touch``.
  /// A definition of kind `end` is 1 if the last price of the horizon lies there.
  case event(LabelDefinition)
  /// Last price of the horizon / price − 1.
  case simpleReturn(horizonNanoseconds: Int64)
  /// Its logarithm.
  case logReturn(horizonNanoseconds: Int64)
  /// +1, −1 or 0: the barrier met first.
  case tripleBarrier(TripleBarrier)

  /// How far it looks, in ns. Above 0, but for a return that was read from a file: whoever reads one has to look.
  public var horizonNanoseconds: Int64 {
    switch self {
    case .event(let definition): definition.horizonNanoseconds
    case .simpleReturn(let horizon), .logReturn(let horizon): horizon
    case .tripleBarrier(let barriers): barriers.horizonNanoseconds
    }
  }

  /// The barriers that decide it.
  ///
  /// - Precondition: the horizon is above 0.
  public var barriers: TripleBarrier {
    switch self {
    case .event(let definition):
      TripleBarrier(horizonNanoseconds: definition.horizonNanoseconds, up: definition.kind == .touch ? definition.threshold : nil, down: nil)
    case .simpleReturn(let horizon), .logReturn(let horizon): TripleBarrier(horizonNanoseconds: horizon, up: nil, down: nil)
    case .tripleBarrier(let barriers): barriers
    }
  }

  /// Is it one of a few whole numbers?
  public var isClass: Bool {
    switch self {
    case .event, .tripleBarrier: true
    case .simpleReturn, .logReturn: false
    }
  }

  /// The number that a decided row has; NaN where it has none (a return on a price of 0).
  public func value(_ touch: BarrierTouch) -> Double {
    switch self {
    case .event(let definition):
      switch definition.kind {
      case .touch: touch.barrier == .upper ? 1 : 0
      case .end: definition.happened(from: touch.startPrice, to: touch.endPrice) ? 1 : 0
      }
    case .simpleReturn: touch.simpleReturn
    case .logReturn: touch.logReturn
    case .tripleBarrier: Double(touch.barrier.rawValue)
    }
  }
}
