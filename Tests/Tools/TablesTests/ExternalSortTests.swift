import Domain
import Foundation
import Kernels
import TestSupport
import Testing

@testable import Tables

@Suite("sorting on disk") struct ExternalSortTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  static func bits(_ span: Span<Double>) -> [UInt64] {
    var bits: [UInt64] = []
    for index in span.indices { bits.append(span[index].bitPattern) }
    return bits
  }

  @Test("gives the order of a sort in memory, −0 before +0, bit for bit, whatever the length of a run, over 40 seeds")
  func order() throws {
    for seed in UInt64(0)..<40 {
      var generator = SeededGenerator(seed: seed)
      let values = (0..<Int.random(in: 0...3000, using: &generator)).map { index -> Double in
        switch Int.random(in: 0..<12, using: &generator) {
        case 0: [0.0, -0.0, .infinity, -.infinity, .nan, 1][index % 6]
        case 1: Double(bitPattern: generator.next())
        default: generator.normal()
        }
      }
      let kept = values.filter { !$0.isNaN }
      let expected = kept.sorted { $0 != $1 ? $0 < $1 : $0.sign == .minus && $1.sign == .plus }
      let length = [2, 7, 64, 1000, 100_000][Int(seed % 5)]
      let sort = ExternalSort(folder: folder.path, valuesInMemory: length)
      var rest = values[...]
      while !rest.isEmpty {
        let piece = rest.prefix(Int.random(in: 1...400, using: &generator))
        try sort.add(Array(piece))
        rest = rest.dropFirst(piece.count)
      }
      let sorted = try sort.finish()
      #expect(sorted.count == kept.count && sorted.nanCount == values.count - kept.count, "seed \(seed)")
      #expect(try sorted.withValues { span throws(Diagnostic) in Self.bits(span) } == expected.map(\.bitPattern), "seed \(seed)")
      var blocks: [UInt64] = []
      try sorted.forEachBlock(of: 100) { span throws(Diagnostic) in blocks += Self.bits(span) }
      #expect(blocks == expected.map(\.bitPattern), "seed \(seed)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test("gives the rank statistics of the samples in memory, every bit of them, over 10 seeds")
  func statistics() throws {
    for seed in UInt64(0)..<10 {
      var generator = SeededGenerator(seed: seed)
      let samples = (0..<2).map { side in (0..<2000).map { _ in (generator.normal() * 8).rounded() / 8 + Double(side) / 16 } }
      let inMemory = samples.map { $0.sorted { $0 != $1 ? $0 < $1 : $0.sign == .minus && $1.sign == .plus } }
      let (left, right) = (inMemory[0], inMemory[1])
      let expected = MergeScan(reference: left.span, current: right.span)
      var sorted: [SortedValues] = []
      for sample in samples {
        let sort = ExternalSort(folder: folder.path, valuesInMemory: 128)
        try sort.add(sample)
        sorted.append(try sort.finish())
      }
      let current = sorted[1]
      let found = try sorted[0].withValues { reference throws(Diagnostic) in
        try current.withValues { current throws(Diagnostic) in MergeScan(reference: reference, current: current) }
      }
      #expect(found == expected && found.area > 0, "seed \(seed)")
    }
  }

  @Test("leaves no name behind even while it sorts, and starts anew after it has finished")
  func names() throws {
    let sort = ExternalSort(folder: folder.path, valuesInMemory: 4)
    try sort.add([3, 1, 2, 5, 4, 0])
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
    #expect(try sort.finish().count == 6 && sort.count == 0)
    try sort.add([9])
    #expect(try sort.finish().withValues { span throws(Diagnostic) in Self.bits(span) } == [(9.0).bitPattern])
  }

  @Test("says that its folder cannot be used")
  func noFolder() {
    let sort = ExternalSort(folder: folder.path("none"), valuesInMemory: 2)
    let found = refusal { () throws(Diagnostic) in try sort.add([1, 2, 3]) }
    #expect(found?.code == "file.create" && found?.message.hasPrefix(folder.path("none")) == true && found?.hint != nil)
  }
}
