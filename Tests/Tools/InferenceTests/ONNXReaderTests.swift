import Domain
import TestSupport
import Testing

@testable import Inference

/// What a file may hold, what is refused, and what the scorer says of itself.
@Suite("ONNX files") struct ONNXReaderTests {
  typealias Node = ONNXWriter.Node

  static func refusal(_ writer: ONNXWriter, limits: ONNXLimits = ONNXLimits()) -> Diagnostic? {
    let bytes = writer.bytes
    do {
      _ = try ONNXReader(limits: limits).read(bytes.span)
      return nil
    } catch {
      return error
    }
  }

  private static func graph(_ nodes: [Node], _ constants: [ONNXWriter.Tensor] = [], shape: [Int?] = [nil, 3], outputs: [String] = ["y"]) -> ONNXWriter {
    ONNXWriter(nodes: nodes, inputs: [.init(name: "x", shape: shape)], outputs: outputs, initializers: constants)
  }

  @Test("are refused at load, with code 65, the operator's name and a hint") func refusals() {
    let cases: [(String, ONNXWriter)] = [
      ("Conv", Self.graph([Node(operation: "Conv", inputs: ["x"], outputs: ["y"])])),
      ("ai.onnx.ml.SVMClassifier", Self.graph([Node(operation: "SVMClassifier", inputs: ["x"], outputs: ["y"], domain: "ai.onnx.ml")])),
      ("ai.onnx.ml.TreeEnsemble", Self.graph([Node(operation: "TreeEnsemble", inputs: ["x"], outputs: ["y"], domain: "ai.onnx.ml")])),
      ("missing value or a cycle", Self.graph([Node(operation: "Add", inputs: ["x", "z"], outputs: ["y"]), Node(operation: "Neg", inputs: ["y"], outputs: ["z"])])),
      ("missing value or a cycle", Self.graph([Node(operation: "Relu", inputs: ["nowhere"], outputs: ["y"])])),
      ("made twice", Self.graph([Node(operation: "Relu", inputs: ["x"], outputs: ["y"]), Node(operation: "Neg", inputs: ["x"], outputs: ["y"])])),
      ("do not fit", Self.graph([Node(operation: "MatMul", inputs: ["x", "w"], outputs: ["y"])], [.init(name: "w", shape: [2, 1], values: [1, 2])])),
      ("do not fit", Self.graph([Node(operation: "Add", inputs: ["x", "w"], outputs: ["y"])], [.init(name: "w", shape: [2], values: [1, 2])])),
      ("no shape", Self.graph([Node(operation: "Reshape", inputs: ["x", "s"], outputs: ["y"])], [ONNXOperatorTests.list("s", [2, 2])])),
      ("made by no node", Self.graph([Node(operation: "Relu", inputs: ["x"], outputs: ["z"])])),
      ("depends on the row", Self.graph([Node(operation: "Cast", inputs: ["x"], outputs: ["i"], attributes: [("to", .integer(7))]), Node(operation: "Reshape", inputs: ["x", "i"], outputs: ["y"])])),
      ("axis 5", Self.graph([Node(operation: "Softmax", inputs: ["x"], outputs: ["y"], attributes: [("axis", .integer(5))])])),
      ("how many columns", Self.graph([Node(operation: "Relu", inputs: ["x"], outputs: ["y"])], shape: [3, nil])),
      ("2 unknown", ONNXWriter(nodes: [Node(operation: "Relu", inputs: ["x"], outputs: ["y"])], inputs: [.init(name: "x", shape: [nil, nil, 2], symbols: ["N", "T"])], outputs: ["y"])),
      ("element type 10", Self.graph([Node(operation: "Cast", inputs: ["x"], outputs: ["y"], attributes: [("to", .integer(10))])])),
    ]
    for (word, writer) in cases {
      let refusal = Self.refusal(writer)
      #expect(refusal?.exitCode == .badData && refusal?.hint != nil, "\(word): \(refusal.map(\.message) ?? "read")")
      #expect(refusal?.message.contains(word) == true, "\(word): \(refusal?.message ?? "read")")
      #expect(refusal?.message.contains("byte") == true)
    }
  }

  @Test("beyond the limits are refused before memory is taken") func limits() {
    let huge = Self.graph([Node(operation: "Expand", inputs: ["x", "s"], outputs: ["y"])], [ONNXOperatorTests.list("s", [1 << 30, 1, 3])])
    #expect(Self.refusal(huge)?.code == "model.limit")
    let product = Self.graph([Node(operation: "ConstantOfShape", inputs: ["s"], outputs: ["y"])], [ONNXOperatorTests.list("s", [1 << 20, 1 << 20, 1 << 20])])
    #expect(Self.refusal(product)?.code == "model.limit")
    var doubling = [Node(operation: "Concat", inputs: ["x", "x"], outputs: ["a0"], attributes: [("axis", .integer(1))])]
    for index in 0..<60 {
      doubling.append(Node(operation: "Concat", inputs: ["a\(index)", "a\(index)"], outputs: [index == 59 ? "y" : "a\(index + 1)"], attributes: [("axis", .integer(1))]))
    }
    #expect(Self.refusal(Self.graph(doubling))?.code == "model.limit")
    let relu = Self.graph([Node(operation: "Relu", inputs: ["x"], outputs: ["z"]), Node(operation: "Neg", inputs: ["z"], outputs: ["y"])])
    #expect(Self.refusal(relu) == nil)
    #expect(Self.refusal(relu, limits: ONNXLimits(bytes: 10))?.code == "model.limit")
    #expect(Self.refusal(relu, limits: ONNXLimits(nodes: 1))?.code == "model.limit")
    #expect(Self.refusal(relu, limits: ONNXLimits(features: 2))?.code == "model.limit")
  }

  @Test("name their columns in the metadata, or get names made up") func names() throws {
    var writer = Self.graph([Node(operation: "Relu", inputs: ["x"], outputs: ["y"])])
    let plain = writer.bytes
    let unnamed = try ONNXReader().read(plain.span)
    #expect(unnamed.featureNames == ["f0", "f1", "f2"] && !unnamed.hasFeatureNames)
    for text in ["a,b,c", #"["a", "b", "c"]"#, " a , b , c "] {
      writer.metadata = [("feature_names", text)]
      let bytes = writer.bytes
      let named = try ONNXReader().read(bytes.span)
      #expect(named.featureNames == ["a", "b", "c"] && named.hasFeatureNames)
    }
    writer.metadata = [("feature_names", "a,b")]
    let short = writer.bytes
    #expect(try ONNXReader().read(short.span).featureNames == ["f0", "f1", "f2"])
  }

  @Test("of two opset entries, of trailing unknown fields and of split order are read") func tolerance() throws {
    let bytes = Self.graph([Node(operation: "Relu", inputs: ["x"], outputs: ["y"])]).bytes + ONNXWriter.field(8, bytes: ONNXWriter.field(2, integer: 17)) + ONNXWriter.field(99, text: "?")
    let model = try ONNXReader().read(bytes.span)
    #expect(model.opsets[""] == 17 && model.producer == "tests" && model.network.scoreIndex == nil)
  }
}
