/// Why a calibration cannot be fitted.
public enum CalibrationError: Error, Hashable, Sendable, CustomStringConvertible {
  /// A score that is NaN or infinite.
  case scoreNotFinite(index: Int)
  /// All outcomes are the same, or there is none: nothing tells one score from another.
  case oneClass(count: Int)

  public var description: String {
    switch self {
    case .scoreNotFinite(let index): "score \(index) is no finite number"
    case .oneClass(let count): "the \(count) outcomes are not of two kinds"
    }
  }
}
