/// Why a text is not the exact decimal that was asked for.
public enum DecimalError: Error, Hashable, Sendable {
  /// No digits, or a character that does not belong, at this byte of the text.
  case malformed(offset: Int)
  /// More significant digits behind the point than the scale has room for: nothing is rounded on the way to money.
  case inexact(scale: Int)
  /// The value does not fit its integer.
  case overflow

  /// A bounded word for metric labels.
  public var code: String {
    switch self {
    case .malformed: "malformed"
    case .inexact: "inexact"
    case .overflow: "overflow"
    }
  }
}
