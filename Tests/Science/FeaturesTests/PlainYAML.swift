import Features
import Foundation
import TestSupport

/// The part of YAML that the committed feature sets use, read by hand: block maps by indentation, block lists, flow maps and lists, double quotes, comments.
///
/// The program reads the same files through a YAML library; a test there holds the two readings to each other by the set's hash.
struct PlainYAML {
  private struct Line {
    var number: Int
    var indent: Int
    var text: Substring
  }

  private var lines: [Line] = []
  private var next = 0

  /// The committed default set, read from the repository.
  static func defaultSet() throws -> FeatureSet {
    let path = "Sources/friday/Resources/feature-sets/default.yaml"
    let text = try String(contentsOf: RepositoryRoot.url.appendingPathComponent(path), encoding: .utf8)
    return try FeatureRegistry.read(read(text), file: path).featureSet()
  }

  static func read(_ text: String) -> DefinitionNode {
    var reader = PlainYAML()
    for (offset, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let content = uncommented(line)
      let indent = content.prefix { $0 == " " }.count
      let trimmed = content.dropFirst(indent)
      if !trimmed.isEmpty { reader.lines.append(Line(number: offset + 1, indent: indent, text: trimmed)) }
    }
    return reader.block(indent: 0)
  }

  private static func uncommented(_ line: Substring) -> Substring {
    var isQuoted = false
    var previous: Character = " "
    for index in line.indices {
      if line[index] == "\"" { isQuoted.toggle() }
      if line[index] == "#", previous == " ", !isQuoted { return trimmed(line[..<index]) }
      previous = line[index]
    }
    return trimmed(line)
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.last == " " { text.removeLast() }
    return text
  }

  private mutating func block(indent: Int) -> DefinitionNode {
    guard next < lines.count else { return DefinitionNode(.nothing) }
    let line = lines[next].number
    if lines[next].text.hasPrefix("- ") {
      var items: [DefinitionNode] = []
      while next < lines.count, lines[next].indent == indent, lines[next].text.hasPrefix("- ") {
        items.append(Self.flow(lines[next].text.dropFirst(2), line: lines[next].number))
        next += 1
      }
      return DefinitionNode(.list(items), line: line)
    }
    var entries: [DefinitionNode.Entry] = []
    while next < lines.count, lines[next].indent == indent {
      let (number, text) = (lines[next].number, lines[next].text)
      guard let colon = text.firstIndex(of: ":") else { fatalError("line \(number) is no entry: \(text)") }
      let rest = text[text.index(after: colon)...].drop { $0 == " " }
      next += 1
      let value: DefinitionNode
      if rest.isEmpty {
        value = next < lines.count && lines[next].indent > indent ? block(indent: lines[next].indent) : DefinitionNode(.nothing, line: number)
      } else {
        value = Self.flow(rest, line: number)
      }
      entries.append(DefinitionNode.Entry(key: String(text[..<colon]), line: number, value: value))
    }
    return DefinitionNode(.map(entries), line: line)
  }

  /// A value on one line.
  static func flow(_ text: Substring, line: Int) -> DefinitionNode {
    let text = trimmed(text.drop { $0 == " " })
    if text.hasPrefix("["), text.hasSuffix("]") {
      return DefinitionNode(.list(parts(text.dropFirst().dropLast()).map { flow($0, line: line) }), line: line)
    }
    if text.hasPrefix("{"), text.hasSuffix("}") {
      let entries = parts(text.dropFirst().dropLast()).map { part in
        let colon = part.firstIndex(of: ":") ?? part.endIndex
        let key = trimmed(part[..<colon].drop { $0 == " " })
        return DefinitionNode.Entry(key: String(key), line: line, value: flow(part[colon...].dropFirst(), line: line))
      }
      return DefinitionNode(.map(entries), line: line)
    }
    if text.hasPrefix("\""), text.hasSuffix("\""), text.count > 1 { return DefinitionNode(.text(String(text.dropFirst().dropLast())), line: line) }
    switch text {
    case "", "null", "~": return DefinitionNode(.nothing, line: line)
    case "true": return DefinitionNode(.flag(true), line: line)
    case "false": return DefinitionNode(.flag(false), line: line)
    default: break
    }
    if let number = Int64(text) { return DefinitionNode(.integer(number), line: line) }
    if let first = text.first, first.isNumber || first == "-", let number = Double(text) { return DefinitionNode(.number(number), line: line) }
    return DefinitionNode(.text(String(text)), line: line)
  }

  /// Cuts at commas that stand outside of brackets and quotes.
  private static func parts(_ text: Substring) -> [Substring] {
    var parts: [Substring] = []
    var (depth, isQuoted, start) = (0, false, text.startIndex)
    for index in text.indices {
      switch text[index] {
      case "\"": isQuoted.toggle()
      case "[", "{": depth += 1
      case "]", "}": depth -= 1
      case "," where depth == 0 && !isQuoted:
        parts.append(text[start..<index])
        start = text.index(after: index)
      default: break
      }
    }
    if start < text.endIndex { parts.append(text[start...]) }
    return parts
  }
}
