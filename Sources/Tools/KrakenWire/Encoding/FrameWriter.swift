import Domain
import JSONBytes

/// Writes the frames of Kraken's WebSocket v2 as an exchange sends them: values in, bytes appended.
///
/// Every function appends one whole JSON text to `bytes` and nothing else, so one buffer can hold many frames behind each other.
/// Prices and quantities are printed from their integers at the instrument's full precision, trailing zeros included, as Kraken
/// does: a client that keeps the digits can verify the checksum.
///
/// Cost: O(bytes written); no allocation beyond the growth of `bytes`.
///
/// Source: Kraken WebSocket v2 documentation; frames recorded from it.
public enum FrameWriter {
  /// What a frame of a channel brings.
  public enum Kind: String, Sendable {
    /// The whole state.
    case snapshot
    /// A change of it.
    case update
  }

  @inline(__always) static func put(_ text: String, _ bytes: inout [UInt8]) { bytes.append(contentsOf: text.utf8) }

  @inline(__always) static func decimal(_ units: Int64, _ scale: Int, _ bytes: inout [UInt8]) {
    DecimalText.append(units, scale: scale, to: &bytes)
  }

  /// An unsigned integer's digits.
  static func integer(_ value: some BinaryInteger, _ bytes: inout [UInt8]) {
    DecimalText.append(Int128(value), scale: 0, to: &bytes)
  }

  /// An amount: exact, with at least five digits behind the point.
  static func money(_ amount: Money, _ bytes: inout [UInt8]) {
    DecimalText.append(amount.units, scale: Money.scale, to: &bytes)
    var spare = Money.scale - 5
    while spare > 0, bytes.last == 48 {
      bytes.removeLast()
      spare -= 1
    }
  }

  /// A time in quotes.
  static func time(_ time: Timestamp, _ bytes: inout [UInt8]) {
    bytes.append(34)
    time.appendRFC3339(to: &bytes)
    bytes.append(34)
  }

  static func string(_ text: String, _ bytes: inout [UInt8]) { JSONText.append(text, to: &bytes) }
}
