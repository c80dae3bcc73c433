import Domain
import Inference
import TestSupport
import Testing

@Suite("XGBoost reader, UBJSON") struct XGBoostBinaryReaderTests {
  private static func refusal(_ bytes: [UInt8]) -> Diagnostic? {
    do {
      _ = try XGBoostReader().read(bytes.span, file: "model.ubj")
      return nil
    } catch {
      return error
    }
  }

  @Test("reads what JSON of the same forest reads, in every width of integers", arguments: 1...8)
  func sameAsJSON(seed: UInt64) throws {
    var forests = RandomForests(seed: seed)
    for groups in [1, 3] {
      let model = try forests.model(objective: groups == 1 ? "reg:squarederror" : "multi:softprob", groups: groups)
      for marker in "iIlL".utf8 {
        for counted in [false, true] {
          let bytes = XGBoostBinary(counted: counted, integerMarker: marker).write(model)
          #expect(ModelFileFormat(bytes.span) == .xgboostUBJSON)
          let read = try XGBoostReader().read(bytes.span)
          #expect(XGBoostReaderTests.same(read, model) && read.source == "XGBoost UBJSON 3.2.0", "seed \(seed)")
        }
      }
      let weights = model.trees.indices.map { Float($0 + 1) / 3 }
      let binary = try XGBoostReader().read(XGBoostBinary(weights: weights).write(model).span)
      #expect(XGBoostReaderTests.same(binary, try XGBoostReaderTests.read(XGBoostText(weights: weights).write(model))), "seed \(seed), dart")
    }
  }

  @Test("a tree with vector leaves adds its numbers to all outputs, in both forms of the file", arguments: 1...6)
  func vectorLeaves(seed: UInt64) throws {
    var forests = RandomForests(seed: seed)
    let model = try forests.model(objective: "reg:squarederror", groups: 3, trees: 6, depth: 3)
    // All trees belong to output 0 in the file; leaves hold three numbers.
    let vectors = model.trees.map { tree in tree.nodes.map { _ in (0..<3).map { _ in Float(forests.random.normal()) } } }
    for usesLeafWeights in [false, true] {
      let read = try XGBoostReader().read(XGBoostBinary(vectorLeaves: vectors, usesLeafWeights: usesLeafWeights).write(model).span)
      #expect(read.groupCount == 3 && read.trees.count == 18)
      let forest = CompiledForest(read)
      for _ in 0..<40 {
        let row = forests.row(model.featureCount)
        var expected = model.baseMargins
        for (tree, leaves) in zip(model.trees, vectors) {
          let leaf = NaiveForest.leaf(tree, row)
          for output in 0..<3 { expected[output] += leaves[leaf][output] }
        }
        var margins: [Double] = [0, 0, 0]
        var span = margins.mutableSpan
        forest.margins(row.span, into: &span)
        #expect(margins.map(\.bitPattern) == expected.map { Double($0).bitPattern }, "seed \(seed)")
      }
    }
  }

  @Test("every cut is refused as such, and a count beyond the file takes no memory") func cuts() throws {
    var forests = RandomForests(seed: 3)
    let bytes = XGBoostBinary().write(try forests.model(trees: 1, depth: 2))
    for cut in 2..<bytes.count { #expect(Self.refusal(Array(bytes[..<cut]))?.code == "model.truncated", "cut at \(cut)") }
    #expect(Self.refusal(bytes + [0])?.code == "model.syntax")
    let huge: [UInt8] = Array("{L".utf8) + [0, 0, 0, 0, 0, 0, 0, 7] + Array("learner[$d#L".utf8) + [0x7f, 255, 255, 255, 255, 255, 255, 255]
    #expect(Self.refusal(huge)?.exitCode == .badData)
    let deep = Array("{L".utf8) + [0, 0, 0, 0, 0, 0, 0, 1] + Array("a".utf8) + [UInt8](repeating: UInt8(ascii: "["), count: 100_000)
    #expect(Self.refusal(deep)?.code == "model.limit")
  }

  @Test("the old binary form is refused with what to do") func oldBinary() {
    let refusal = Self.refusal(Array("binf".utf8) + [UInt8](repeating: 0, count: 200))
    #expect(refusal?.code == "model.unsupported" && refusal?.hint?.contains("re-save") == true && refusal?.hint?.contains("ubj") == true)
  }
}
