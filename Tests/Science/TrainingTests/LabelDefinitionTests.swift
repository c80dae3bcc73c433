import TestSupport
import Testing
import Training

@Suite("Label definition") struct LabelDefinitionTests {
  @Test("the standard label is a touch of +0.1 % within five minutes") func standard() {
    let label = LabelDefinition.standard
    #expect(label.kind == .touch && label.horizonNanoseconds == 300_000_000_000 && label.threshold == ExactRatio(numerator: 1, denominator: 1000))
  }

  @Test("the threshold is exact where doubles would round past it", arguments: 1...5)
  func exact(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let label = LabelDefinition.standard
    for _ in 0..<2000 {
      let start = Int64(1 + random.next() % 1_000_000_000) * 1000
      #expect(label.happened(from: start, to: start / 1000 * 1001), "seed \(seed): \(start) rose by exactly 0.1 %")
      #expect(!label.happened(from: start, to: start / 1000 * 1001 - 1), "seed \(seed): \(start) rose by less")
    }
    #expect(label.happened(from: .max / 2, to: .max))
    #expect(!label.happened(from: .max, to: .max))
  }

  @Test("a falling threshold asks for no more than a fall") func negative() {
    let label = LabelDefinition(kind: .end, horizonNanoseconds: 1, threshold: ExactRatio(numerator: -1, denominator: 100))
    #expect(label.happened(from: 1000, to: 990) && !label.happened(from: 1000, to: 989))
  }
}
