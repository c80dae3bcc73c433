import Domain
import JSONBytes

/// Writes one JSON object key by key: commas in their places, `null` for what does not exist.
struct JSONObjectWriter {
  private(set) var bytes: [UInt8] = []
  private var needsComma = false

  mutating func key(_ name: String) {
    if needsComma { bytes.append(44) }
    JSONText.append(name, to: &bytes)
    bytes.append(58)
    needsComma = true
  }

  mutating func open(_ name: String? = nil, array: Bool = false) {
    if let name { key(name) } else { separate() }
    bytes.append(array ? 91 : 123)
    needsComma = false
  }

  mutating func close(array: Bool = false) {
    bytes.append(array ? 93 : 125)
    needsComma = true
  }

  mutating func field(_ name: String, _ value: String?) {
    key(name)
    if let value { JSONText.append(value, to: &bytes) } else { null() }
  }

  mutating func field(_ name: String, _ value: some BinaryInteger) {
    key(name)
    bytes += String(value).utf8
  }

  mutating func field(_ name: String, _ value: Bool) {
    key(name)
    bytes += (value ? "true" : "false").utf8
  }

  /// A number; what is missing or not finite is `null`, for a browser reads neither `NaN` nor a word in a number's place.
  mutating func field(_ name: String, _ value: Double?) {
    key(name)
    if let value, value.isFinite { JSONText.append(value, to: &bytes) } else { null() }
  }

  mutating func field(_ name: String, _ time: Timestamp?) {
    key(name)
    guard let time else { return null() }
    bytes.append(34)
    time.appendRFC3339(to: &bytes)
    bytes.append(34)
  }

  mutating func missing(_ name: String) {
    key(name)
    null()
  }

  /// A string in an array.
  mutating func element(_ text: String) {
    separate()
    JSONText.append(text, to: &bytes)
    needsComma = true
  }

  private mutating func separate() { if needsComma { bytes.append(44) } }
  private mutating func null() { bytes += "null".utf8 }
}
