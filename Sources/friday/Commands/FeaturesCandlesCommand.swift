import ArgumentParser
import Domain
import Features
import Ports
import Recordings
import Reports

/// `friday features candles FILE --out T`.
struct FeaturesCandlesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "candles", abstract: "Make candles of a recording's trades, for any interval; gaps are named, short ones filled when asked.",
    discussion: """
      A gap is minor below two intervals, major below five, else critical. --fill puts flat candles of volume 0, marked synthetic, into gaps up to its length
      where five real candles stand before them.
      """)
  @Argument(help: "Recorded market data (CSV, or raw frames)") var file: String
  @Option(name: .long, help: "Length of a candle, such as 1s, 5m, 1h") var interval: TimeSpan
  @Option(name: .long, help: "Longest gap that is filled, such as 30m; without it none is") var fill: TimeSpan?
  @Option(name: .long, help: "Table to write (CSV)") var out: String
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func run() async throws {
    var market = try Recording(path: file)
    let table = try CandleTable(path: out, instruments: market.instruments, interval: interval.nanoseconds, longestFill: fill?.nanoseconds)
    var progress = ProgressLine(total: market.count, unit: "rows")
    var done = 0
    while let event = try market.next() {
      if case .trade(let trade) = event { try table.add(trade) }
      done += 1
      progress.advance(to: done)
    }
    try table.finish()
    progress.end()
    let counts = table.counts
    if json {
      let document = JSONTree.object([
        .init("candles", .integer(counts.candles)), .init("synthetic", .integer(counts.synthetic)), .init("gaps", .integer(counts.gaps)),
        .init("late", .integer(counts.late)), .init("interval_ns", .integer(Int(interval.nanoseconds))),
      ])
      Terminal.print(document.description)
    } else {
      Terminal.say("\(counts.candles) candles, \(counts.gaps) gaps, \(counts.synthetic) synthetic candles, \(counts.late) late trades left out")
    }
  }
}
