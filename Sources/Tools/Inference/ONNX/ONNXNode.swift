/// One operation of a graph.
struct ONNXNode {
  var inputs: [String] = []
  var outputs: [String] = []
  var name = ""
  var operation = ""
  var domain = ""
  var attributes: [String: ONNXAttribute] = [:]
  /// Byte of the file at which it stands.
  var offset = 0

  /// For diagnostics: `ai.onnx.ml.Scaler "name"`.
  var title: String {
    (domain.isEmpty || domain == "ai.onnx" ? operation : "\(domain).\(operation)") + (name.isEmpty ? "" : " \"\(name)\"")
  }

  func integer(_ key: String, default value: Int64) -> Int64 { attributes[key]?.integer ?? value }
  func float(_ key: String, default value: Float) -> Float { attributes[key]?.float ?? value }
  func text(_ key: String, default value: String) -> String { attributes[key]?.text ?? value }
  func integers(_ key: String) -> [Int64]? { attributes[key]?.integers }
  func floats(_ key: String) -> [Float] { attributes[key]?.floats ?? [] }
  func texts(_ key: String) -> [String] { attributes[key]?.texts ?? [] }

  /// The name of an input that is there; optional inputs are absent or empty.
  func input(_ index: Int) -> String? {
    guard index < inputs.count, !inputs[index].isEmpty else { return nil }
    return inputs[index]
  }
}
