/// A kind of points, for choosing what leaves the process.
public enum PointStream: String, Hashable, Sendable, CaseIterable {
  /// Trades and tops of book.
  case ticks
  case predictions
  case outcomes
  case drift
  case features

  /// The stream of a record's points, `nil` for records that never become one.
  public init?(_ kind: RecordKind) {
    switch kind {
    case .trade, .book: self = .ticks
    case .prediction: self = .predictions
    case .outcome: self = .outcomes
    case .drift: self = .drift
    case .features: self = .features
    case .instrument, .model, .order, .end: return nil
    }
  }
}
