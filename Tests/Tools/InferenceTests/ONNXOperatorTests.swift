import Domain
import TestSupport
import Testing

@testable import Inference

/// Each operator over random shapes against a plain computation.
@Suite("ONNX operators") struct ONNXOperatorTests {
  typealias Node = ONNXWriter.Node
  typealias Tensor = ONNXWriter.Tensor

  /// Runs a graph of one input; the input's first dimension is the batch.
  static func run(_ nodes: [Node], _ x: NaiveTensor, _ constants: [Tensor] = [], outputs: [String] = ["y"], type: Int = 1, opset: Int = 17) throws -> [Double] {
    let writer = ONNXWriter(
      nodes: nodes, inputs: [.init(name: "x", type: type, shape: x.shape.map { $0 })], outputs: outputs, initializers: constants, opset: opset)
    let bytes = writer.bytes
    let network = try ONNXReader().read(bytes.span).network
    var found = [Double](repeating: 0, count: network.outputCount)
    var span = found.mutableSpan
    network.outputs(x.values.span, into: &span)
    return found
  }

  static func list(_ name: String, _ values: [Int]) -> Tensor { Tensor(name: name, shape: [values.count], values: values.map(Double.init), type: 7) }

  private func expect(_ found: [Double], _ wanted: [Double], within tolerance: Double = 1e-6, _ what: String) {
    #expect(found.count == wanted.count, "\(what): \(found.count) values, not \(wanted.count)")
    for (index, pair) in zip(found, wanted).enumerated() where !(abs(pair.0 - pair.1) <= tolerance * max(1, abs(pair.1))) {
      Issue.record("\(what)[\(index)]: \(pair.0), not \(pair.1)")
      return
    }
  }

  private static func shape(_ random: inout SeededGenerator, rank: Int? = nil) -> [Int] {
    (0..<(rank ?? Int.random(in: 1...4, using: &random))).map { _ in Int.random(in: 1...4, using: &random) }
  }

  @Test("of two operands broadcast as the definition says", arguments: 0..<20) func binary(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let x = NaiveTensor(Self.shape(&random), random: &random)
    let cut = Array(x.shape.suffix(Int.random(in: 0...x.rank, using: &random))).map { Bool.random(using: &random) ? $0 : 1 }
    let y = NaiveTensor(cut, random: &random)
    let functions: [(String, (Double, Double) -> Double)] = [("Add", { $0 + $1 }), ("Sub", { $0 - $1 }), ("Mul", { $0 * $1 }), ("Div", { $0 / $1 }), ("Max", { max($0, $1) })]
    for (name, function) in functions {
      let found = try Self.run(
        [Node(operation: name, inputs: ["x", "c"], outputs: ["y"])], x, [Tensor(name: "c", shape: y.shape, values: y.values, isListed: seed % 2 == 0)])
      expect(found, NaiveTensor.make(x.shape) { function(x[$0], y.broadcast(at: $0)) }.values, "\(name) \(x.shape) \(y.shape)")
      let turned = try Self.run([Node(operation: name, inputs: ["c", "x"], outputs: ["y"])], x, [Tensor(name: "c", shape: y.shape, values: y.values)])
      expect(turned, NaiveTensor.make(x.shape) { function(y.broadcast(at: $0), x[$0]) }.values, "\(name) turned \(x.shape) \(y.shape)")
    }
  }

  @Test("of one operand are exact to single precision", arguments: 0..<5) func unary(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(100 + seed))
    let x = NaiveTensor(Self.shape(&random), random: &random)
    let functions: [(String, (Double) -> Double)] = [
      ("Neg", { -$0 }), ("Abs", { abs($0) }), ("Relu", { max($0, 0) }), ("LeakyRelu", { $0 < 0 ? Double(Float(0.01)) * $0 : $0 }),
      ("Sigmoid", { NaiveTensor.sigmoid($0) }), ("Tanh", { NaiveTensor.tanh($0) }), ("Exp", { NaiveTensor.exponential($0) }), ("Identity", { $0 }),
      ("Floor", { $0.rounded(.down) }), ("Reciprocal", { 1 / $0 }),
    ]
    for (name, function) in functions {
      expect(try Self.run([Node(operation: name, inputs: ["x"], outputs: ["y"])], x), x.values.map(function), "\(name) \(x.shape)")
    }
  }

  @Test("that move elements move each where the definition says", arguments: 0..<20) func movement(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(200 + seed))
    let x = NaiveTensor(Self.shape(&random, rank: Int.random(in: 2...4, using: &random)), random: &random)
    let axes = Array(0..<x.rank)
    let order = axes.shuffled(using: &random)
    expect(
      try Self.run([Node(operation: "Transpose", inputs: ["x"], outputs: ["y"], attributes: [("perm", .integers(order))])], x),
      NaiveTensor.make(order.map { x.shape[$0] }) { index in
        var source = [Int](repeating: 0, count: x.rank)
        for (place, axis) in order.enumerated() { source[axis] = index[place] }
        return x[source]
      }.values, "Transpose \(x.shape) \(order)")

    let axis = Int.random(in: 0..<x.rank, using: &random)
    let wanted = (0..<3).map { _ in Int.random(in: -x.shape[axis]..<x.shape[axis], using: &random) }
    var shape = x.shape
    shape[axis] = 3
    expect(
      try Self.run([Node(operation: "Gather", inputs: ["x", "i"], outputs: ["y"], attributes: [("axis", .integer(axis - x.rank))])], x, [Self.list("i", wanted)]),
      NaiveTensor.make(shape) { index in
        var source = index
        source[axis] = (wanted[index[axis]] + x.shape[axis]) % x.shape[axis]
        return x[source]
      }.values, "Gather \(x.shape) \(axis) \(wanted)")

    let isBackward = Bool.random(using: &random)
    let start = Int.random(in: 0..<x.shape[axis], using: &random)
    let kept = isBackward ? Array(stride(from: start, through: 0, by: -2)) : Array(stride(from: start, to: x.shape[axis], by: 2))
    shape[axis] = kept.count
    expect(
      try Self.run(
        [Node(operation: "Slice", inputs: ["x", "s", "e", "a", "p"], outputs: ["y"])], x,
        [Self.list("s", [start]), Self.list("e", [isBackward ? Int.min : Int.max]), Self.list("a", [axis]), Self.list("p", [isBackward ? -2 : 2])]),
      NaiveTensor.make(shape) { index in
        var source = index
        source[axis] = kept[index[axis]]
        return x[source]
      }.values, "Slice \(x.shape) \(axis) from \(start)")

    shape[axis] = 2 * x.shape[axis]
    expect(
      try Self.run(
        [
          Node(operation: "Neg", inputs: ["x"], outputs: ["n"]),
          Node(operation: "Concat", inputs: ["x", "n"], outputs: ["y"], attributes: [("axis", .integer(axis))]),
        ], x),
      NaiveTensor.make(shape) { index in
        var source = index
        source[axis] %= x.shape[axis]
        return index[axis] < x.shape[axis] ? x[source] : -x[source]
      }.values, "Concat \(x.shape) \(axis)")

    let grown = [3] + x.shape
    expect(
      try Self.run([Node(operation: "Expand", inputs: ["x", "s"], outputs: ["y"])], x, [Self.list("s", grown)]),
      NaiveTensor.make(grown) { x.broadcast(at: $0) }.values, "Expand \(x.shape)")
    for (name, values) in [("Reshape", [-1, x.shape[x.rank - 1]]), ("Unsqueeze", [0, -1])] {
      expect(try Self.run([Node(operation: name, inputs: ["x", "s"], outputs: ["y"])], x, [Self.list("s", values)]), x.values, name)
    }
    expect(try Self.run([Node(operation: "Flatten", inputs: ["x"], outputs: ["y"])], x), x.values, "Flatten")
  }

  @Test("multiply matrices, whoever is constant", arguments: 0..<20) func products(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(300 + seed))
    let (m, k, n) = (seed % 3 == 0 ? 3 : 1, Int.random(in: 1...40, using: &random), Int.random(in: 1...70, using: &random))
    let (x, w, b) = (NaiveTensor([m, k], random: &random), NaiveTensor([k, n], random: &random), NaiveTensor([n], random: &random))
    let turned = NaiveTensor.make([n, k]) { w[[$0[1], $0[0]]] }
    func product(_ factor: Double, _ bias: Double) -> [Double] {
      NaiveTensor.make([m, n]) { index in factor * (0..<k).reduce(0) { $0 + x[[index[0], $1]] * w[[$1, index[1]]] } + bias * b[[index[1]]] }.values
    }
    let constants = [
      Tensor(name: "w", shape: w.shape, values: w.values), Tensor(name: "t", shape: turned.shape, values: turned.values, isListed: true),
      Tensor(name: "b", shape: b.shape, values: b.values),
    ]
    expect(try Self.run([Node(operation: "MatMul", inputs: ["x", "w"], outputs: ["y"])], x, constants), product(1, 0), within: 1e-5, "MatMul")
    let attributes: [(String, ONNXWriter.Value)] = [("transB", .integer(1)), ("alpha", .float(0.5)), ("beta", .float(2))]
    let gemm = Node(operation: "Gemm", inputs: ["x", "t", "b"], outputs: ["y"], attributes: attributes)
    expect(try Self.run([gemm], x, constants), product(0.5, 2), within: 1e-5, "Gemm")
    // The same layer read twice, once with an activation: fusing must not change the other.
    let both = try Self.run(
      [
        Node(operation: "MatMul", inputs: ["x", "w"], outputs: ["h"]), Node(operation: "Add", inputs: ["h", "b"], outputs: ["g"]),
        Node(operation: "Tanh", inputs: ["g"], outputs: ["y"]),
      ], x, constants, outputs: ["y", "g", "h"])
    expect(both, product(1, 1).map { NaiveTensor.tanh($0) } + product(1, 1) + product(1, 0), within: 1e-5, "MatMul, Add, Tanh")
  }

  @Test("reduce along an axis", arguments: 0..<10) func reductions(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(400 + seed))
    let x = NaiveTensor(Self.shape(&random, rank: 3), random: &random)
    let axis = Int.random(in: 0..<3, using: &random)
    expect(
      try Self.run([Node(operation: "Softmax", inputs: ["x"], outputs: ["y"], attributes: [("axis", .integer(axis - 3))])], x), x.softmax(axis).values,
      "Softmax \(x.shape) \(axis)")
    var shape = x.shape
    shape.remove(at: axis)
    func row(_ index: [Int]) -> [Double] {
      (0..<x.shape[axis]).map { place in
        var other = index
        other.insert(place, at: axis)
        return x[other]
      }
    }
    expect(
      try Self.run([Node(operation: "ArgMax", inputs: ["x"], outputs: ["y"], attributes: [("axis", .integer(axis)), ("keepdims", .integer(0))])], x),
      NaiveTensor.make(shape) { index in Double(row(index).enumerated().max { $0.element < $1.element }?.offset ?? 0) }.values, "ArgMax \(x.shape) \(axis)")
    expect(
      try Self.run([Node(operation: "ReduceSum", inputs: ["x", "a"], outputs: ["y"])], x, [Self.list("a", [axis])]),
      NaiveTensor.make(shape) { row($0).reduce(0, +) }.values, "ReduceSum \(x.shape) \(axis)")
  }

  @Test("fold the shapes that older exporters compute") func folding() throws {
    let x = NaiveTensor([1, 4], [1, 2, 3, 4])
    // Shape, Gather, Unsqueeze, Concat, ConstantOfShape, Expand: zeros of the batch's size, added to x.
    let found = try Self.run(
      [
        Node(operation: "Shape", inputs: ["x"], outputs: ["s"]), Node(operation: "Gather", inputs: ["s", "zero"], outputs: ["n"]),
        Node(operation: "Unsqueeze", inputs: ["n", "axes"], outputs: ["u"]), Node(operation: "Concat", inputs: ["u", "four"], outputs: ["z"], attributes: [("axis", .integer(0))]),
        Node(operation: "ConstantOfShape", inputs: ["z"], outputs: ["o"], attributes: [("value", .tensor(Tensor(shape: [1], values: [0.5])))]),
        Node(operation: "Add", inputs: ["x", "o"], outputs: ["y"]),
      ], x, [Tensor(name: "zero", shape: [], values: [0], type: 7), Self.list("axes", [0]), Self.list("four", [4])])
    #expect(found == [1.5, 2.5, 3.5, 4.5])
  }

  @Test("scale, normalize and score lines as one dot product", arguments: 0..<10) func linear(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(500 + seed))
    let count = Int.random(in: 1...60, using: &random)
    func floats(_ count: Int) -> [Float] { (0..<count).map { _ in Float.random(in: -2...2, using: &random) } }
    let (offset, scale, weights) = (floats(count), floats(count), floats(count))
    let x = NaiveTensor([1, count], random: &random)
    let score = (0..<count).reduce(0.25) { $0 + (x.values[$1] - Double(offset[$1])) * Double(scale[$1]) * Double(weights[$1]) }
    let scaler = Node(operation: "Scaler", inputs: ["x"], outputs: ["s"], attributes: [("offset", .floats(offset)), ("scale", .floats(scale))], domain: "ai.onnx.ml")
    let classifier = Node(
      operation: "LinearClassifier", inputs: ["s"], outputs: ["label", "y"],
      attributes: [
        ("coefficients", .floats(weights.map { -$0 } + weights)), ("intercepts", .floats([-0.25, 0.25])), ("classlabels_ints", .integers([3, 8])),
        ("post_transform", .text("LOGISTIC")),
      ], domain: "ai.onnx.ml")
    let found = try Self.run([scaler, classifier], x, outputs: ["label", "y"])
    expect(found, [score > 0 ? 8 : 3, NaiveTensor.sigmoid(-score), NaiveTensor.sigmoid(score)], "Scaler, LinearClassifier")
    let norm = x.values.reduce(0) { $0 + abs($1) }
    expect(
      try Self.run([Node(operation: "Normalizer", inputs: ["x"], outputs: ["y"], attributes: [("norm", .text("L1"))], domain: "ai.onnx.ml")], x), x.values.map { $0 / norm },
      "Normalizer")
  }
}
