import Domain
import Foundation
import TestSupport
import Testing

@testable import Inference

/// Damaged ONNX files: each gives a clean error or a model that scores, in bounded time and memory.
@Suite("Hostile ONNX files") struct ONNXHostileTests {
  static let codes: Set = ["model.truncated", "model.syntax", "model.missing_key", "model.invalid", "model.limit", "model.unsupported"]

  private static func originals() throws -> [[UInt8]] {
    let golden = try GoldenFiles("inference")
    let folders = try FileManager.default.contentsOfDirectory(at: golden.folder, includingPropertiesForKeys: nil).sorted { $0.path < $1.path }
    return folders.compactMap { folder in (try? Data(contentsOf: folder.appendingPathComponent("model.onnx"))).map { [UInt8]($0) } }
  }

  /// Small limits: damage must meet them rather than the machine's memory.
  private static let limits = ONNXLimits(bytes: 1 << 20, elements: 1 << 20, features: 4096, values: 1 << 14, treeNodes: 1 << 16, work: 1 << 24)

  private static func damage(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    func place() -> Int { Int(random.next() % UInt64(max(bytes.count, 1))) }
    // Most of a file is weights: damage near its ends meets the structure.
    func edge() -> Int { min(place(), place(), place(), place()) }
    for _ in 0...(random.next() % 3) {
      switch random.next() % 7 {
      case 0: bytes[place()] ^= 1 << UInt8(random.next() % 8)
      case 1: bytes[edge()] ^= 1 << UInt8(random.next() % 8)
      case 2: bytes[bytes.count - 1 - edge()] = UInt8(truncatingIfNeeded: random.next())
      case 3: bytes.removeLast(bytes.count - max(1, place()))
      case 4:
        let start = place()
        bytes.insert(contentsOf: bytes[start..<min(bytes.count, start + Int(random.next() % 200))], at: place())
      case 5: bytes.replaceSubrange(edge()..<bytes.count, with: bytes[min(edge() + 1, bytes.count)...])
      default: bytes.insert(contentsOf: [0xff, 0xff, 0xff, 0xff, 0x7f], at: bytes.count - 1 - edge())
      }
      if bytes.isEmpty { bytes = [8] }
    }
    return bytes
  }

  /// Reads; scores rows where that succeeds.
  @discardableResult private static func judge(_ bytes: [UInt8], _ random: inout SeededGenerator, _ place: String) -> String {
    do {
      let network = try ONNXReader(limits: limits).read(bytes.span).network
      var outputs = [Double](repeating: 0, count: network.outputCount)
      var span = outputs.mutableSpan
      for special in [0, 1, Double.nan, .infinity, -1e300] {
        let row = (0..<network.featureCount).map { _ in random.next() % 4 == 0 ? special : Double.random(in: -3...3, using: &random) }
        network.outputs(row.span, into: &span)
      }
      return "read"
    } catch {
      #expect(codes.contains(error.code) && error.exitCode == .badData && error.hint != nil, "\(place): \(error)")
      return error.code
    }
  }

  @Test("give a clean error or a model") func mutations() throws {
    let originals = try Self.originals()
    #expect(originals.count >= 8)
    var random = SeededGenerator(seed: 31)
    var seen: [String: Int] = [:]
    let clock = ContinuousClock()
    for step in 0..<HostileModelTests.count {
      let seed = random.state
      let bytes = Self.damage(originals[step % originals.count], &random)
      let started = clock.now
      seen[Self.judge(bytes, &random, "mutation \(step) of state \(seed)"), default: 0] += 1
      #expect(clock.now - started < .seconds(10), "mutation \(step) of state \(seed) took \(clock.now - started)")
    }
    #expect(seen["read"] != nil && seen.count >= 4, "the damage is of many kinds: \(seen)")
    print("damaged ONNX files: \(HostileModelTests.count), " + seen.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
  }

  @Test("cut anywhere never read past their end") func truncations() {
    let writer = ONNXWriter(
      nodes: [
        .init(operation: "Gemm", inputs: ["x", "w", "b"], outputs: ["h"]), .init(operation: "Softmax", inputs: ["h"], outputs: ["y"], attributes: [("axis", .integer(-1))]),
      ], inputs: [.init(name: "x", shape: [nil, 2])], outputs: ["y"],
      initializers: [.init(name: "w", shape: [2, 2], values: [1, 2, 3, 4]), .init(name: "b", shape: [2], values: [1, 2], isListed: true)])
    let whole = writer.bytes
    var random = SeededGenerator(seed: 1)
    #expect(Self.judge(whole, &random, "whole") == "read")
    for length in 0..<whole.count { Self.judge(Array(whole.prefix(length)), &random, "cut to \(length)") }
    for place in 0..<whole.count {
      for bit in 0..<8 {
        var bytes = whole
        bytes[place] ^= 1 << UInt8(bit)
        Self.judge(bytes, &random, "bit \(bit) of byte \(place)")
      }
    }
  }

  @Test("of long numbers, deep messages and groups are syntax errors") func wire() {
    var random = SeededGenerator(seed: 2)
    #expect(Self.judge([8, 255, 255, 255, 255, 255, 255, 255, 255, 255, 127], &random, "long") == "model.syntax")
    #expect(Self.judge([0x3b, 1], &random, "group") == "model.syntax")
    #expect(Self.judge([0x3a, 0xff, 0xff, 0xff, 0xff, 0x0f], &random, "length") == "model.truncated")
    #expect(Self.judge([0], &random, "field 0") == "model.syntax")
    // Only known messages are descended into, so nesting has the schema's depth.
    var deep: [UInt8] = []
    for _ in 0..<2000 { deep = ONNXWriter.field(7, bytes: deep) }
    #expect(Self.judge(deep, &random, "deep") != "read")
  }
}
