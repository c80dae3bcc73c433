import ArtifactFiles
import Domain
import Features
import Yams

/// Reads a YAML file of feature definitions into the neutral tree that ``FeatureRegistry`` checks: what stands where, nothing of what it means.
///
/// Plain scalars are resolved as YAML 1.2's core schema says (`true`, `null`, `1`, `0.5`); quoted ones are text. Bounded: 1 MiB, 100,000 nodes with
/// each use of an alias counted, 32 levels.
struct DefinitionFile {
  private static let mostBytes = 1 << 20
  private static let mostNodes = 100_000
  private static let mostLevels = 32

  private let path: String
  private var nodes = 0

  /// - Throws: a diagnostic with exit code 78 that names file, line and reason.
  static func read(path: String) throws(Diagnostic) -> DefinitionNode {
    var file = DefinitionFile(path: path)
    let bytes: [UInt8]
    do {
      bytes = try FileBytes.read(path, limit: Int64(mostBytes))
    } catch .tooLarge(let count, _) {
      throw file.refusal("has \(count) bytes, at most \(mostBytes) are read", line: nil)
    } catch {
      throw Diagnostic(
        code: "features.unreadable", exitCode: .badConfiguration, message: "cannot read the feature definitions \(path): \(error)",
        hint: "check the path and the file's rights")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw file.refusal("is not UTF-8", line: 1) }
    let root: Node?
    do {
      root = try Yams.compose(yaml: text)
    } catch let error as YamlError {
      throw file.refusal("\(error)".split(separator: "\n").joined(separator: " "), line: nil)
    } catch {
      throw file.refusal("\(error)", line: nil)
    }
    guard let root else { throw file.refusal("is empty", line: 1) }
    return try file.node(root, level: 0)
  }

  private init(path: String) { self.path = path }

  private mutating func node(_ node: Node, level: Int) throws(Diagnostic) -> DefinitionNode {
    let line = node.mark?.line ?? 0
    nodes += 1
    guard nodes <= Self.mostNodes else { throw refusal("has more than \(Self.mostNodes) values (aliases count each time)", line: line) }
    guard level < Self.mostLevels else { throw refusal("is nested more than \(Self.mostLevels) deep", line: line) }
    switch node {
    case .mapping(let mapping):
      var entries: [DefinitionNode.Entry] = []
      for (key, value) in mapping {
        guard let name = key.scalar?.string else { throw refusal("has a key that is no text", line: key.mark?.line ?? line) }
        entries.append(DefinitionNode.Entry(key: name, line: key.mark?.line ?? 0, value: try self.node(value, level: level + 1)))
      }
      return DefinitionNode(.map(entries), line: line)
    case .sequence(let sequence):
      var items: [DefinitionNode] = []
      for item in sequence { items.append(try self.node(item, level: level + 1)) }
      return DefinitionNode(.list(items), line: line)
    case .scalar(let scalar): return DefinitionNode(Self.value(scalar), line: line)
    case .alias: throw refusal("has an alias that names nothing", line: line)
    }
  }

  private static func value(_ scalar: Node.Scalar) -> DefinitionNode.Value {
    guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
    switch scalar.string {
    case "", "~", "null", "Null", "NULL": return .nothing
    case "true", "True", "TRUE": return .flag(true)
    case "false", "False", "FALSE": return .flag(false)
    default: break
    }
    let text = scalar.string
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: ".") || (48...57).contains(first)
    else { return .text(text) }
    let digits = text.replacing("_", with: "")
    if let integer = Int64(digits) { return .integer(integer) }
    if let number = Double(digits), number.isFinite { return .number(number) }
    return .text(text)
  }

  private func refusal(_ reason: String, line: Int?) -> Diagnostic {
    Diagnostic(
      code: "features.not_yaml", exitCode: .badConfiguration, message: "\(path)\(line.map { " line \($0)" } ?? ""): \(reason)",
      hint: "mend it there; friday features list shows the definitions that ship with the program")
  }
}
