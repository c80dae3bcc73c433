/// What is read of a file before it is compiled.
struct ONNXGraph {
  var irVersion: Int64 = 0
  var producer = ""
  var producerVersion = ""
  /// Operator set versions by domain; `ai.onnx` is the empty domain.
  var opsets: [String: Int64] = [:]
  var metadata: [String: String] = [:]
  var name = ""
  var nodes: [ONNXNode] = []
  var initializers: [ONNXTensor] = []
  var inputs: [ONNXValueInfo] = []
  var outputs: [ONNXValueInfo] = []
  /// Where the graph ends.
  var end = 0
}
