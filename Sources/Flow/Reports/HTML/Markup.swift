/// Well-formed markup in the making: what is given as text is escaped, what is opened is closed.
struct Markup {
  private(set) var text = ""

  /// An element without content.
  mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<String, String>) {
    open(name, attributes)
    text += "/>"
  }

  /// An element with what `body` puts into it.
  mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<String, String> = [:], _ body: (inout Markup) -> Void) {
    open(name, attributes)
    text += ">"
    body(&self)
    text += "</\(name)>"
  }

  private mutating func open(_ name: StaticString, _ attributes: KeyValuePairs<String, String>) {
    text += "<\(name)"
    for (key, value) in attributes { text += " \(key)=\"\(Self.escaped(value, limit: .max))\"" }
  }

  /// An element that holds a text.
  mutating func element(_ name: StaticString, _ attributes: KeyValuePairs<String, String> = [:], text content: String, limit: Int = HTMLReport.maximumText) {
    element(name, attributes) { $0.add(content, limit: limit) }
  }

  /// Text, escaped and cut.
  mutating func add(_ content: String, limit: Int = HTMLReport.maximumText) { text += Self.escaped(content, limit: limit) }

  /// Markup of this house's own; never what came from outside.
  mutating func add(raw: StaticString) { text += "\(raw)" }

  /// A text as character data or attribute value: the five characters of markup as entities, control characters (which XML forbids)
  /// and direction overrides (which could turn a name around) as U+FFFD, the rest cut at `limit` characters.
  static func escaped(_ content: String, limit: Int) -> String {
    var escaped = ""
    var count = 0
    for scalar in content.unicodeScalars {
      if count >= limit {
        escaped += "…"
        break
      }
      count += 1
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      case "\t", "\n", "\r": escaped += " "
      case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{202a}"..."\u{202e}", "\u{2066}"..."\u{2069}", "\u{fffe}", "\u{ffff}": escaped += "\u{fffd}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
