public import Domain

/// A model read from an ONNX file and compiled.
public struct ONNXModel: Sendable {
  /// Who wrote it, with its version: `skl2onnx 1.20.0`.
  public let producer: String
  /// Operator set versions by domain; the empty domain is `ai.onnx`.
  public let opsets: [String: Int]
  /// What the file says of itself, key by key.
  public let metadata: [String: String]
  /// Operations of the graph, for a model's source text.
  public let nodeCount: Int
  /// The scorer.
  public let network: CompiledNetwork
  /// Names of the columns: from the metadata's `feature_names` (separated by commas, or a JSON list of texts), else generated.
  public private(set) var featureNames: [String]
  /// Whether the file, or the caller, named the columns: see ``named(_:)``.
  public private(set) var hasFeatureNames: Bool

  init(_ graph: ONNXGraph, _ network: CompiledNetwork) {
    producer = [graph.producer, graph.producerVersion].filter { !$0.isEmpty }.joined(separator: " ")
    opsets = graph.opsets.mapValues { Int(clamping: $0) }
    metadata = graph.metadata
    nodeCount = graph.nodes.count
    self.network = network
    let named = Self.names(graph.metadata["feature_names"] ?? "")
    hasFeatureNames = named.count == network.featureCount && Set(named).count == named.count
    featureNames = hasFeatureNames ? named : network.generatedFeatureNames
  }

  /// The same model with names for its columns: ONNX files carry none by themselves.
  ///
  /// - Parameter names: one a column, in the row's order, each once.
  /// - Throws: `model.schema`, exit code 65, when their number differs from the network's columns or one stands twice.
  public func named(_ names: [String]) throws(Diagnostic) -> ONNXModel {
    guard names.count == network.featureCount, Set(names).count == names.count else {
      throw Diagnostic(
        code: "model.schema", exitCode: .badData, message: "\(names.count) names (\(Set(names).count) different) for a network of \(network.featureCount) columns",
        hint: "name each column once, in the order in which the model was trained")
    }
    var copy = self
    copy.featureNames = names
    copy.hasFeatureNames = true
    return copy
  }

  private static func names(_ text: String) -> [String] {
    var text = Substring(text)
    func isSpace(_ character: Character) -> Bool { character.isWhitespace }
    text = text.drop(while: isSpace)
    if text.first == "[", text.last == "]" { text = text.dropFirst().dropLast() }
    return text.split(separator: ",").map { part in
      var part = part.drop(while: isSpace)
      while let last = part.last, isSpace(last) { part.removeLast() }
      if part.count >= 2, let first = part.first, first == part.last, first == "\"" || first == "'" { part = part.dropFirst().dropLast() }
      return String(part)
    }
  }
}
