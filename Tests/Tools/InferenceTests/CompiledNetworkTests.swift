import Domain
import TestSupport
import Testing

@testable import Inference

/// The scorer itself: what a call costs, and trees by the engine against trees walked plainly.
@Suite("Compiled networks") struct CompiledNetworkTests {
  typealias Node = ONNXWriter.Node

  private static func perceptron(_ sizes: [Int], _ random: inout SeededGenerator) -> ONNXWriter {
    var (nodes, constants): ([Node], [ONNXWriter.Tensor]) = ([], [])
    for (index, (inputs, outputs)) in zip(sizes, sizes.dropFirst()).enumerated() {
      let (weights, bias) = (NaiveTensor([outputs, inputs], random: &random), NaiveTensor([outputs], random: &random))
      constants += [.init(name: "w\(index)", shape: weights.shape, values: weights.values), .init(name: "b\(index)", shape: bias.shape, values: bias.values)]
      nodes.append(Node(operation: "Gemm", inputs: [index == 0 ? "x" : "a\(index - 1)", "w\(index)", "b\(index)"], outputs: ["h\(index)"], attributes: [("transB", .integer(1))]))
      nodes.append(Node(operation: index == sizes.count - 2 ? "Sigmoid" : "Relu", inputs: ["h\(index)"], outputs: [index == sizes.count - 2 ? "y" : "a\(index)"]))
    }
    return ONNXWriter(nodes: nodes, inputs: [.init(name: "x", shape: [nil, sizes[0]])], outputs: ["y"], initializers: constants)
  }

  @Test("take nothing from the heap, whatever they are") func allocations() throws {
    var random = SeededGenerator(seed: 9)
    let golden = try GoldenFiles("inference")
    var files = [Self.perceptron([50, 64, 32, 1], &random).bytes]
    for name in ["onnx_lstm_32x20", "onnx_rf_classifier", "onnx_scaler_logreg", "onnx_mlp_sklearn"] { files.append([UInt8](try golden.data("\(name)/model.onnx"))) }
    for bytes in files {
      let network = try ONNXReader().read(bytes.span).network
      let row = NaiveTensor([network.featureCount], random: &random).values
      var outputs = [Double](repeating: 0, count: network.outputCount)
      var span = outputs.mutableSpan
      network.outputs(row.span, into: &span)
      let made = AllocationCounter.count { for _ in 0..<10 { network.outputs(row.span, into: &span) } }
      if let made {
        #expect(made == 0, "\(network.featureCount) columns: \(made) blocks in 10 calls")
      } else {
        print("skipped: allocations of networks (no entry for malloc to count by)")
      }
    }
  }

  @Test("fuse a perceptron to one step a layer, a scaled line to one dot product") func fusing() throws {
    var random = SeededGenerator(seed: 10)
    let bytes = Self.perceptron([50, 64, 32, 1], &random).bytes
    let network = try ONNXReader().read(bytes.span).network
    #expect(network.plan.steps.map(\.operation) == [.dense, .dense, .dense])
    #expect(network.scoreIndex == 0 && !network.isClassifier && network.scratchCount == 50 + 64 + 32 + 1)
    let golden = try GoldenFiles("inference")
    let line = [UInt8](try golden.data("onnx_scaler_logreg/model.onnx"))
    let classifier = try ONNXReader().read(line.span).network
    #expect(classifier.plan.steps.map(\.operation).filter { $0 == .unary || $0 == .binary }.isEmpty)
    #expect(classifier.isClassifier && classifier.scoreIndex == classifier.output(named: "probabilities").map { $0.start + 1 })
  }

  /// A random ensemble with leaves of votes for several outputs, all modes, NaN tracked or not.
  private static func ensemble(_ random: inout SeededGenerator, trees: Int, outputs: Int, aggregate: String, allVotes: Bool) -> ONNXWriter {
    let modes = ["BRANCH_LEQ", "BRANCH_LT", "BRANCH_GTE", "BRANCH_GT", "BRANCH_EQ", "BRANCH_NEQ"]
    var (treeIDs, nodeIDs, features, yes, no, tracks): ([Int], [Int], [Int], [Int], [Int], [Int]) = ([], [], [], [], [], [])
    var (values, names): ([Float], [String]) = ([], [])
    var (voteTrees, voteNodes, voteIDs, weights): ([Int], [Int], [Int], [Float]) = ([], [], [], [])
    for tree in 0..<trees {
      var next = 1
      func grow(_ node: Int, _ depth: Int) {
        let isLeaf = depth == 0 || random.next() % 5 == 0
        let (left, right) = isLeaf ? (0, 0) : (next, next + 1)
        if !isLeaf { next += 2 }
        treeIDs.append(tree)
        nodeIDs.append(node)
        features.append(Int(random.next() % 4))
        values.append((Float.random(in: -2...2, using: &random) * 2).rounded() / 2)
        names.append(isLeaf ? "LEAF" : modes[Int(random.next() % 6)])
        tracks.append(Int(random.next() % 2))
        yes.append(left)
        no.append(right)
        guard isLeaf else {
          grow(left, depth - 1)
          grow(right, depth - 1)
          return
        }
        for output in 0..<outputs where allVotes || output == tree % outputs {
          voteTrees.append(tree)
          voteNodes.append(node)
          voteIDs.append(output)
          weights.append(Float.random(in: -1...1, using: &random))
        }
      }
      grow(0, 4)
    }
    let node = Node(
      operation: "TreeEnsembleRegressor", inputs: ["x"], outputs: ["y"],
      attributes: [
        ("nodes_treeids", .integers(treeIDs)), ("nodes_nodeids", .integers(nodeIDs)), ("nodes_featureids", .integers(features)), ("nodes_values", .floats(values)),
        ("nodes_modes", .texts(names)), ("nodes_truenodeids", .integers(yes)), ("nodes_falsenodeids", .integers(no)),
        ("nodes_missing_value_tracks_true", .integers(tracks)), ("target_treeids", .integers(voteTrees)), ("target_nodeids", .integers(voteNodes)),
        ("target_ids", .integers(voteIDs)), ("target_weights", .floats(weights)), ("n_targets", .integer(outputs)), ("aggregate_function", .text(aggregate)),
        ("base_values", .floats((0..<outputs).map { Float($0) * 0.1 })),
      ], domain: "ai.onnx.ml")
    return ONNXWriter(nodes: [node], inputs: [.init(name: "x", shape: [nil, 4])], outputs: ["y"])
  }

  @Test("sum trees by the forest engine exactly as a plain walk does", arguments: ["SUM", "AVERAGE", "MIN", "MAX"], [1, 3]) func trees(aggregate: String, outputs: Int) throws {
    var random = SeededGenerator(seed: UInt64(outputs) + 50)
    for trees in [1, 3, 25] {
      for allVotes in [true, false] where allVotes || trees >= outputs {
        let bytes = Self.ensemble(&random, trees: trees, outputs: outputs, aggregate: aggregate, allVotes: allVotes).bytes
        let (fast, plain) = (try ONNXReader().read(bytes.span).network, try ONNXReader().read(bytes.span, usesForests: false).network)
        #expect(plain.plan.steps.contains { $0.operation == .trees })
        #expect(fast.plan.steps.contains { $0.operation == .forest } || (outputs > 1 && allVotes && aggregate.hasPrefix("M")))
        var (found, wanted) = ([Double](repeating: 0, count: outputs), [Double](repeating: 0, count: outputs))
        for _ in 0..<100 {
          let row = (0..<4).map { _ in random.next() % 6 == 0 ? Double.nan : (Double.random(in: -2...2, using: &random) * 2).rounded() / 2 }
          var a = found.mutableSpan
          var b = wanted.mutableSpan
          fast.outputs(row.span, into: &a)
          plain.outputs(row.span, into: &b)
          #expect(found == wanted, "\(aggregate), \(trees) trees, row \(row)")
        }
      }
    }
  }

  @Test("answer the same from many threads at once") func threads() async throws {
    var random = SeededGenerator(seed: 12)
    let bytes = Self.perceptron([50, 64, 32, 1], &random).bytes
    let network = try ONNXReader().read(bytes.span).network
    let rows = (0..<8).map { _ in NaiveTensor([50], random: &random).values }
    @Sendable func scores() -> [Double] {
      rows.map { row in
        let score = network.score(row.span)
        return score
      }
    }
    let alone = scores()
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 { group.addTask { (0..<50).allSatisfy { _ in scores() == alone } } }
      for await agrees in group { #expect(agrees) }
    }
  }

  @Test("larger than the stack take the caller's scratch") func scratch() throws {
    var random = SeededGenerator(seed: 13)
    let bytes = Self.perceptron([3, 20_000, 2], &random)
    #expect(ONNXReaderTests.refusal(bytes) == nil)
    let file = bytes.bytes
    let network = try ONNXReader().read(file.span).network
    #expect(network.scratchCount > 16_384)
    let row = [0.1, 0.2, 0.3]
    var (own, given) = ([Double](repeating: 0, count: 2), [Double](repeating: 0, count: 2))
    var scratch = [Double](repeating: 7, count: network.scratchCount)
    var a = own.mutableSpan
    var b = given.mutableSpan
    var c = scratch.mutableSpan
    network.outputs(row.span, into: &a)
    network.outputs(row.span, into: &b, scratch: &c)
    #expect(own == given)
  }
}
