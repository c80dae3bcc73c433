import Domain
import Foundation
import TestSupport
import Testing

@testable import Inference

/// Damaged files: each gives a clean error or a model that scores exactly, in bounded time and memory.
///
/// 2,000 in the suite; `FRIDAY_MUTATIONS=100000` for more.
@Suite("Hostile model files") struct HostileModelTests {
  static let count = ProcessInfo.processInfo.environment["FRIDAY_MUTATIONS"].flatMap { Int($0) } ?? 2000

  /// What a file is damaged from: small forests of every kind the reader takes.
  private static func originals() throws -> [[UInt8]] {
    var forests = RandomForests(seed: 77)
    let plain = try forests.model(trees: 2, depth: 3, categorical: false)
    let categorical = try forests.model(objective: "reg:squarederror", trees: 3, depth: 3)
    let several = try forests.model(objective: "multi:softprob", groups: 3, trees: 3, depth: 2)
    return [
      XGBoostText(baseScore: "5E-1").write(plain), XGBoostText(flagsAsWords: true, shuffled: true).write(categorical), XGBoostText().write(several),
      XGBoostText(weights: [0.5, 1, 2]).write(categorical),
    ].map { Array($0.utf8) } + [
      XGBoostBinary().write(several), XGBoostBinary(counted: true, integerMarker: UInt8(ascii: "L")).write(categorical),
      XGBoostBinary(weights: [0.5, 1, 2]).write(categorical),
    ]
  }

  private static func damage(_ original: [UInt8], _ random: inout SeededGenerator) -> [UInt8] {
    var bytes = original
    func place() -> Int { Int(random.next() % UInt64(max(bytes.count, 1))) }
    for _ in 0...(random.next() % 3) {
      switch random.next() % 9 {
      case 0: bytes[place()] ^= 1 << UInt8(random.next() % 8)
      case 1: bytes.removeLast(bytes.count - max(1, place()))
      case 2: bytes[place()] = UInt8(truncatingIfNeeded: random.next())
      case 3:  // two stretches change places
        let length = min(40, bytes.count / 3)
        let (a, b) = (place() % (bytes.count - length), place() % (bytes.count - length))
        for index in 0..<length { bytes.swapAt(a + index, b + index) }
      case 4:  // a digit becomes a huge number
        if let digit = bytes[place()...].firstIndex(where: { $0 &- 48 <= 9 }) {
          bytes.replaceSubrange(digit...digit, with: Array(["99999999999", "-1", "1e999", "2147483648", "4294967296", "0.5"][Int(random.next() % 6)].utf8))
        }
      case 5:  // deep nesting
        let depth = Int(random.next() % 4000)
        bytes.insert(contentsOf: [UInt8](repeating: random.next() % 2 == 0 ? 91 : 123, count: depth), at: place())
      case 6:  // a stretch comes twice
        let start = place()
        let end = min(bytes.count, start + Int(random.next() % 300))
        bytes.insert(contentsOf: bytes[start..<end], at: place())
      case 7:  // a count of the binary form announces too much
        if let mark = bytes[place()...].firstIndex(of: UInt8(ascii: "#")), mark + 5 < bytes.count { bytes[mark + 2 + Int(random.next() % 4)] = UInt8(truncatingIfNeeded: random.next()) }
      default:  // a child or feature points elsewhere
        if let bracket = bytes[place()...].firstIndex(of: UInt8(ascii: "[")) {
          bytes.insert(contentsOf: Array("\(Int64(random.next() % 40) - 3),".utf8), at: bracket + 1)
        }
      }
      if bytes.isEmpty { bytes = [0] }
    }
    return bytes
  }

  @Test("give a clean error or an exact model") func mutations() throws {
    let originals = try Self.originals()
    for original in originals { _ = try XGBoostReader().read(original.span) }
    var random = SeededGenerator(seed: 2024)
    var rows = RandomForests(seed: 5)
    var refused: [String: Int] = [:]
    var read = 0
    let codes: Set = ["model.too_large", "model.truncated", "model.syntax", "model.missing_key", "model.invalid", "model.limit", "model.unsupported"]
    let clock = ContinuousClock()
    for step in 0..<Self.count {
      let seed = random.state
      let bytes = Self.damage(originals[step % originals.count], &random)
      let started = clock.now
      do {
        let model = try XGBoostReader().read(bytes.span)
        read += 1
        guard model.featureCount <= 64, model.groupCount <= 64 else { continue }
        let forest = CompiledForest(model)
        for _ in 0..<3 {
          let row = rows.row(model.featureCount)
          var margins = [Double](repeating: 0, count: model.groupCount)
          var span = margins.mutableSpan
          forest.margins(row.span, into: &span)
          #expect(margins.map(\.bitPattern) == NaiveForest.margins(model, row).map { Double($0).bitPattern }, "mutation \(step) of state \(seed)")
        }
      } catch {
        refused[error.code, default: 0] += 1
        #expect(codes.contains(error.code) && error.exitCode == .badData && error.hint != nil, "mutation \(step) of state \(seed): \(error)")
      }
      #expect(clock.now - started < .seconds(5), "mutation \(step) of state \(seed) took \(clock.now - started)")
    }
    #expect(read > 0 && refused.count >= 4, "the damage is of many kinds: \(refused), \(read) read")
    print("damaged model files: \(Self.count), read \(read), refused " + refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
  }

  @Test("of LightGBM give a clean error or a model that scores by the definition") func lightGBM() throws {
    var maker = LightGBMText(seed: 12)
    let originals = [
      LightGBMText.write([maker.tree(leaves: 7), maker.tree(leaves: 4)], features: 5),
      LightGBMText.write([maker.tree(leaves: 5, isLinear: true), maker.tree(leaves: 1), maker.tree(leaves: 3)], features: 5, objective: "multiclass num_class:3", groups: 3),
    ].map { Array($0.utf8) }
    var random = SeededGenerator(seed: 4048)
    var read = 0
    var refused: Set<String> = []
    for step in 0..<(Self.count / 2) {
      let seed = random.state
      let bytes = Self.damage(originals[step % 2], &random)
      do {
        let model = try LightGBMReader().read(bytes.span)
        read += 1
        guard model.featureCount == 5 else { continue }
        let row = maker.row()
        var leaves = [Int32](repeating: 0, count: model.treeCount)
        var span = leaves.mutableSpan
        model.leafIndices(row.span, into: &span)
        #expect(leaves == model.trees.map { Int32(LightGBMText.leaf($0, row)) }, "mutation \(step) of state \(seed)")
      } catch {
        refused.insert(error.code)
        #expect(error.exitCode == .badData && error.hint != nil, "mutation \(step) of state \(seed): \(error)")
      }
    }
    #expect(read > 0 && refused.count >= 3, "\(refused)")
  }

  @Test("an announced size takes no memory before its bytes are there") func announcedSizes() {
    let text = #"{"learner":{"learner_model_param":{"num_feature":"65536","num_class":"4096","base_score":"0"},"gradient_booster":{"model":{"trees":[]}"#
    let refusal = XGBoostReaderTests.refusal(text)
    #expect(refusal?.code == "model.truncated")
    #expect(XGBoostReaderTests.refusal(text.replacing("4096", with: "2147483647") + "}}}")?.exitCode == .badData)
  }
}
