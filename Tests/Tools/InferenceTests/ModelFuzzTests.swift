import Foundation
import TestSupport
import Testing

@testable import Inference

/// Every golden model file, damaged: a clean error or a model that scores, in bounded time and memory.
///
/// 10,000 damages; `FRIDAY_MUTATIONS=100000` for more, `FRIDAY_MUTATION_SEED` for others.
@Suite("Damaged golden models") struct ModelFuzzTests {
  private static func setting(_ name: String) -> UInt64? { ProcessInfo.processInfo.environment[name].flatMap { UInt64($0) } }

  @Test("give a clean error or a model that scores rows, each within a second and in memory bounded by its size") func damage() throws {
    let golden = try GoldenFiles("inference")
    var files: [[UInt8]] = []
    for item in try GoldenModelCase.all(golden) {
      for file in item.files + (item.refuse ?? []) { files.append([UInt8](try golden.data("\(item.name)/\(file)"))) }
    }
    let count = Int(Self.setting("FRIDAY_MUTATIONS") ?? 10_000)
    let seed = Self.setting("FRIDAY_MUTATION_SEED") ?? 2026
    var greedy: [String] = []
    var most = 0
    let started = CPUClock.thread()
    let report = ModelFuzz().run(files: files, count: count, seed: seed, now: CPUClock.thread) { state, file, size, body in
      if Self.setting("FRIDAY_MUTATION_TRACE") != nil { print("state \(state), file \(file)") }
      guard let bytes = AllocationCounter.bytes(body) else { return }
      most = max(most, bytes)
      // What is taken and given back in turn counts too, so the factor is generous; an announced size must not show.
      if bytes > 400 * size + (32 << 20) { greedy.append("state \(state), file \(file): \(bytes) bytes for \(size)") }
    }
    #expect(report.count == count && report.isClean, "seed \(seed): \(report.unclean.prefix(5)) \(report.slow.prefix(5))")
    #expect(greedy.isEmpty, "seed \(seed): \(greedy.prefix(5))")
    #expect(report.read > count / 100 && report.refused.count >= 5, "seed \(seed): the damage is of many kinds: \(report)")
    let codes = report.refused.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", ")
    print(
      "damaged golden models: \(count) of \(files.count) files, seed \(seed): read \(report.read), refused \(codes); slowest \(report.slowest / 1_000_000) ms, "
        + "most \(most >> 20) MiB, \((CPUClock.thread() - started) / 1_000_000_000) CPU-seconds")
  }

  @Test("the same state gives the same damage, and every kind changes a file", arguments: ModelMutation.Kind.allCases)
  func kinds(kind: ModelMutation.Kind) {
    let original = Array(#"{"learner":{"a":[1,2,3],"count":12345,"x":"text #L00000000"},"version":[3,2,0]}"#.utf8)
    var changed = 0
    for seed in 0..<50 as Range<UInt64> {
      var first = ModelMutation(seed: seed)
      var second = ModelMutation(seed: seed)
      var (a, b) = (original, original)
      first.apply(kind, &a)
      second.apply(kind, &b)
      #expect(a == b && first.state == second.state, "\(kind), seed \(seed)")
      if a != original { changed += 1 }
      var rest = ModelMutation(seed: first.state)
      #expect(rest.damage(original) == second.damage(original), "a state goes on from where it was read")
    }
    #expect(changed > 25, "\(kind) changed \(changed) of 50")
  }

  @Test("a reader that is unclean or slow shows in the report") func report() {
    var time: UInt64 = 0
    let fuzz = ModelFuzz(timeLimit: 10, rows: 1)
    let slow = fuzz.run(files: [[1, 2, 3]], count: 4, seed: 1) {
      time += 11
      return time
    }
    #expect(slow.count == 4 && slow.slow.count == 4 && !slow.isClean && slow.slowest == 11)
    #expect(slow.refused.values.reduce(0, +) + slow.read == 4)
  }
}
