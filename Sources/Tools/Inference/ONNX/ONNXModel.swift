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
  public let featureNames: [String]
  /// Whether the file named its columns. When it did not, the caller should.
  public let hasFeatureNames: Bool

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
