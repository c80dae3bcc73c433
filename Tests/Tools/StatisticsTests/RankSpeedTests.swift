import Foundation
import Kernels
import Statistics
import Testing
import TestSupport

/// Times of the hot paths in CPU seconds, least of several runs: `FRIDAY_TIMES=1 swift test -c release … --filter RankSpeed`.
@Suite("speed of the rank statistics", .enabled(if: ProcessInfo.processInfo.environment["FRIDAY_TIMES"] != nil), .serialized) struct RankSpeedTests {
  static func seconds(_ runs: Int = 9, _ body: () -> Double) -> Double {
    var best = Double.infinity
    var sink = 0.0
    for _ in 0..<runs {
      var start = timespec()
      var end = timespec()
      unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
      sink += body()
      unsafe clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
      best = min(best, Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) * 1e-9)
    }
    #expect(!sink.isNaN)
    return best
  }

  @Test("says what sort, scan and binning of normal samples take", arguments: [100_000, 1_000_000])
  func times(count: Int) throws {
    var random = SeededGenerator(seed: 1)
    let a = (0..<count).map { _ in random.normal() }
    let b = (0..<count).map { _ in random.normal() + 0.1 }
    let (left, right) = (SortedSample(a), SortedSample(b))
    var line = "n = m = \(count):"
    func say(_ what: String, _ seconds: Double) { line += " \(what) \((seconds * 1e5).rounded() / 100) ms," }
    var values = a
    var scratch = [UInt64](repeating: 0, count: count)
    say("copy", Self.seconds { values.replaceSubrange(0..<count, with: a); return values[3] })
    say("copy+sort", Self.seconds {
      values.replaceSubrange(0..<count, with: a)
      var span = values.mutableSpan
      var spare = scratch.mutableSpan
      radixSort(&span, scratch: &spare)
      return values[3]
    })
    say("merge scan", Self.seconds { MergeScan(reference: left.values.span, current: right.values.span).area })
    say("rank scan", Self.seconds { RankScan(reference: left.values.span, current: right.values.span).squaredArea })
    say("KS with sort", Self.seconds { (try? twoSampleKolmogorovSmirnov(a, b).asymptoticPValue()) ?? 0 })
    say("all ranks with sort and p", Self.seconds {
      let (x, y) = (SortedSample(a), SortedSample(b))
      guard let all = try? RankStatistics(reference: x.values.span, current: y.values.span) else { return .nan }
      return all.kolmogorovSmirnov.asymptoticPValue() + all.cramerVonMises.asymptoticPValue() + (all.andersonDarling?.tablePValue() ?? 0)
        + (all.mannWhitney.asymptoticPValue() ?? 0)
    })
    let bins = QuantileBins(reference: left.values.span)
    say("bin one side", Self.seconds { Double(bins.counts(a.span)[4]) })
    print(line)
  }
}
