import Domain
import TestSupport
import Testing

@testable import Inference

/// LSTMs of every kind against a plain one.
@Suite("ONNX LSTM") struct ONNXLSTMTests {
  private struct Weights {
    var w: NaiveTensor
    var r: NaiveTensor
    var b: NaiveTensor
    var p: NaiveTensor
    var h: NaiveTensor
    var c: NaiveTensor
  }

  /// One direction, gate by gate, in double precision: h of every step, and the last h and c.
  private static func naive(_ x: [[Double]], _ v: Weights, _ d: Int, hidden: Int, isReverse: Bool) -> (all: [[Double]], h: [Double], c: [Double]) {
    var (h, c) = ((0..<hidden).map { v.h[[d, 0, $0]] }, (0..<hidden).map { v.c[[d, 0, $0]] })
    var all = [[Double]](repeating: [], count: x.count)
    for t in isReverse ? Array((0..<x.count).reversed()) : Array(0..<x.count) {
      func gate(_ g: Int, _ unit: Int, _ cell: Double) -> Double {
        let row = g * hidden + unit
        var sum = v.b[[d, row]] + v.b[[d, 4 * hidden + row]]
        for (column, value) in x[t].enumerated() { sum += v.w[[d, row, column]] * value }
        for (column, value) in h.enumerated() { sum += v.r[[d, row, column]] * value }
        return g < 3 ? sum + v.p[[d, row]] * cell : sum
      }
      var (nextH, nextC) = (h, c)
      for unit in 0..<hidden {
        let (i, f) = (NaiveTensor.sigmoid(gate(0, unit, c[unit])), NaiveTensor.sigmoid(gate(2, unit, c[unit])))
        nextC[unit] = f * c[unit] + i * NaiveTensor.tanh(gate(3, unit, 0))
        nextH[unit] = NaiveTensor.sigmoid(gate(1, unit, nextC[unit])) * NaiveTensor.tanh(nextC[unit])
      }
      (h, c) = (nextH, nextC)
      all[t] = h
    }
    return (all, h, c)
  }

  @Test("agrees with the plain computation in every variant", arguments: 0..<48) func variants(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    let direction = ["forward", "reverse", "bidirectional"][seed % 3]
    let isBatchFirst = seed / 3 % 2 == 1
    let (hasBias, hasState, hasPeepholes, hasLength) = (seed / 6 % 2 == 0, seed / 12 % 2 == 1, seed / 24 % 2 == 1, seed % 5 == 0)
    let hidden = [1, 3, 16, 17, 32][seed % 5]
    let (length, inputs) = (Int.random(in: 1...6, using: &random), Int.random(in: 1...5, using: &random))
    let directions = direction == "bidirectional" ? 2 : 1
    let steps = hasLength ? max(1, length - 1) : length
    func zero(_ shape: [Int]) -> NaiveTensor { NaiveTensor(shape, [Double](repeating: 0, count: shape.reduce(1, *))) }
    func made(_ shape: [Int], _ isThere: Bool = true) -> NaiveTensor { isThere ? NaiveTensor(shape, random: &random) : zero(shape) }
    let v = Weights(
      w: made([directions, 4 * hidden, inputs]), r: made([directions, 4 * hidden, hidden]), b: made([directions, 8 * hidden], hasBias),
      p: made([directions, 3 * hidden], hasPeepholes), h: made([directions, 1, hidden], hasState), c: made([directions, 1, hidden], hasState))
    let x = NaiveTensor(isBatchFirst ? [1, length, inputs] : [length, 1, inputs], random: &random)

    func tensor(_ name: String, _ tensor: NaiveTensor, _ shape: [Int]? = nil) -> ONNXWriter.Tensor { .init(name: name, shape: shape ?? tensor.shape, values: tensor.values) }
    let state = isBatchFirst ? [1, directions, hidden] : [directions, 1, hidden]
    var constants = [tensor("w", v.w), tensor("r", v.r)]
    if hasBias { constants.append(tensor("b", v.b)) }
    if hasLength { constants.append(.init(name: "l", shape: [1], values: [Double(steps)], type: 6)) }
    if hasState { constants += [tensor("h", v.h, state), tensor("c", v.c, state)] }
    if hasPeepholes { constants.append(tensor("p", v.p)) }
    let node = ONNXWriter.Node(
      operation: "LSTM", inputs: ["x", "w", "r", hasBias ? "b" : "", hasLength ? "l" : "", hasState ? "h" : "", hasState ? "c" : "", hasPeepholes ? "p" : ""],
      outputs: ["y", "yh", "yc"],
      attributes: [("direction", .text(direction)), ("hidden_size", .integer(hidden)), ("layout", .integer(isBatchFirst ? 1 : 0))])
    let found = try ONNXOperatorTests.run([node], x, constants, outputs: ["y", "yh", "yc"])

    let sequence = (0..<steps).map { Array(x.values[($0 * inputs)..<(($0 + 1) * inputs)]) }
    let runs = (0..<directions).map { Self.naive(sequence, v, $0, hidden: hidden, isReverse: direction == "reverse" || $0 == 1) }
    var wanted: [Double] = []
    for t in 0..<length { for run in runs { wanted += t < steps ? run.all[t] : [Double](repeating: 0, count: hidden) } }
    wanted += runs.flatMap(\.h) + runs.flatMap(\.c)
    #expect(found.count == wanted.count)
    let worst = zip(found, wanted).map { abs($0 - $1) }.max() ?? .infinity
    #expect(worst <= 3e-6, "\(direction), batch first \(isBatchFirst), hidden \(hidden): off by \(worst)")
  }

  @Test("refuses by name what it does not compute") func refusals() {
    func refusal(_ attributes: [(String, ONNXWriter.Value)]) -> String? {
      ONNXReaderTests.refusal(
        ONNXWriter(
          nodes: [.init(operation: "LSTM", inputs: ["x", "w", "r"], outputs: ["y"], attributes: attributes)], inputs: [.init(name: "x", shape: [2, nil, 1])], outputs: ["y"],
          initializers: [.init(name: "w", shape: [1, 4, 1], values: [1, 2, 3, 4]), .init(name: "r", shape: [1, 4, 1], values: [1, 2, 3, 4])]))?.message
    }
    #expect(refusal([("activations", .texts(["Relu", "Tanh", "Tanh"]))])?.contains("Relu") == true)
    #expect(refusal([("clip", .float(1))])?.contains("clip") == true)
    #expect(refusal([("input_forget", .integer(1))])?.contains("input_forget") == true)
    #expect(refusal([("direction", .text("sideways"))])?.contains("sideways") == true)
    #expect(refusal([]) == nil)
  }
}
