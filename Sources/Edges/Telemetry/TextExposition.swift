import Ports

/// Renders metric families as Prometheus' text exposition format 0.0.4.
///
/// ```text
/// # HELP friday_ticks_total Trades and applied book frames taken by the engine.
/// # TYPE friday_ticks_total counter
/// friday_ticks_total 120081
/// ```
///
/// A family's lines stand together whatever the order of the input; a sample (name and labels) that appears twice is written
/// once, the first wins, because a scraper refuses a whole page for one duplicate.
/// Source: prometheus.io/docs/instrumenting/exposition_formats, "Text-based format".
public enum TextExposition {
  /// The value of `Content-Type`.
  public static let contentType = "text/plain; version=0.0.4; charset=utf-8"

  /// The page, ending in a line feed (empty for no families).
  ///
  /// - Complexity: O(bytes written).
  public static func render(_ families: some Sequence<MetricFamily>) -> [UInt8] {
    var order: [String] = []
    var merged: [String: MetricFamily] = [:]
    for family in families {
      if merged[family.name] == nil {
        order.append(family.name)
        merged[family.name] = family
      } else {
        merged[family.name]!.samples += family.samples
      }
    }
    var bytes: [UInt8] = []
    for name in order {
      let family = merged[name]!
      guard !family.samples.isEmpty else { continue }
      if let help = family.help {
        bytes += "# HELP \(name) ".utf8
        appendEscaped(help, quoteToo: false, to: &bytes)
        bytes.append(10)
      }
      if let kind = family.kind { bytes += "# TYPE \(name) \(kind.rawValue)\n".utf8 }
      var seen: Set<String> = []
      for sample in family.samples {
        var key: [UInt8] = []
        key += (name + sample.suffix).utf8
        appendLabels(sample.labels, to: &key)
        guard seen.insert(String(decoding: key, as: UTF8.self)).inserted else { continue }
        bytes += key
        bytes.append(32)
        bytes += text(sample.value).utf8
        bytes.append(10)
      }
    }
    return bytes
  }

  /// A number as the format writes it: shortest text that reads back the same, `NaN`, `+Inf`, `-Inf`, whole numbers without a point.
  static func text(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
    if let whole = Int64(exactly: value), whole.magnitude < 1 << 53 { return String(whole) }
    return value.description
  }

  /// The name with every byte that the format does not allow replaced by `_`.
  static func validName(_ name: String, colonAllowed: Bool) -> String {
    var bytes: [UInt8] = []
    for byte in name.utf8 {
      let letter = byte | 32 >= 97 && byte | 32 <= 122
      let digit = byte >= 48 && byte <= 57
      if digit, bytes.isEmpty { bytes.append(95) }
      bytes.append(letter || digit || byte == 95 || (colonAllowed && byte == 58) ? byte : 95)
    }
    return bytes.isEmpty ? "_" : String(decoding: bytes, as: UTF8.self)
  }

  private static func appendLabels(_ labels: [MetricLabel], to bytes: inout [UInt8]) {
    guard !labels.isEmpty else { return }
    bytes.append(123)
    for (index, label) in labels.enumerated() {
      if index > 0 { bytes.append(44) }
      bytes += validName(label.name, colonAllowed: false).utf8
      bytes += "=\"".utf8
      appendEscaped(label.value, quoteToo: true, to: &bytes)
      bytes.append(34)
    }
    bytes.append(125)
  }

  /// Backslash and line feed are escaped everywhere, the quotation mark in label values only.
  private static func appendEscaped(_ text: String, quoteToo: Bool, to bytes: inout [UInt8]) {
    for byte in text.utf8 {
      switch byte {
      case 92: bytes += "\\\\".utf8
      case 10: bytes += "\\n".utf8
      case 34 where quoteToo: bytes += "\\\"".utf8
      default: bytes.append(byte)
      }
    }
  }
}
