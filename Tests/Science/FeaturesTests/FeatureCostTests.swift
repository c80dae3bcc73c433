import Domain
import TestSupport
import Testing

@testable import Features

/// What an event costs, in processor time of the thread: medians over blocks of events. Only an optimised build says anything.
@Suite("Feature cost", .serialized) struct FeatureCostTests {
  /// Events as a feed brings them in steady state, books as tops.
  private struct Feed {
    var trades: [Trade?] = []
    var tops: [BookTop?] = []

    /// - Parameter dense: the first so many events come four times as fast: windows of time hold more then than ever after.
    init(seed: UInt64, count: Int, dense: Int = 0) {
      var market = SyntheticMarket(seed: seed, oddShare: 0)
      var (last, time): (Int64?, Int64) = (nil, 0)
      for (index, event) in market.events(count).enumerated() {
        let now = event.time.nanoseconds
        time = last == nil ? now : time + (now - (last ?? now)) / (index < dense ? 4 : 1)
        last = now
        var top = SyntheticMarket.top(of: event)
        top?.time = Timestamp(nanoseconds: time)
        tops.append(top)
        if case .trade(var trade) = event {
          trade.time = Timestamp(nanoseconds: time)
          trades.append(trade)
        } else {
          trades.append(nil)
        }
      }
    }

    @inline(never) func play(_ range: Range<Int>, _ program: inout FeatureProgram, _ vector: inout FeatureVector) {
      for index in range {
        if let trade = trades[index] { program.update(trade: trade) } else if let top = tops[index] { program.update(book: top) }
        program.write(into: &vector)
      }
    }
  }

  private static let warm = 20_000
  private static let block = 1000
  private static let blocks = 31

  /// Nanoseconds an event: the median over blocks.
  private static func cost(_ set: FeatureSet, _ feed: Feed) throws -> Double {
    var program = ProgramRun.fresh(set)
    var vector = ProgramRun.vector(set)
    feed.play(0..<warm, &program, &vector)
    var costs: [Double] = []
    for number in 0..<blocks {
      let start = CPUClock.thread()
      feed.play(warm + number * block..<warm + (number + 1) * block, &program, &vector)
      costs.append(Double(CPUClock.thread() - start) / Double(block))
    }
    return costs.sorted()[blocks / 2]
  }

  private static var isOptimised: Bool {
    #if DEBUG
      print("skipped: feature cost and allocations (debug build)")
      return false
    #else
      return true
    #endif
  }

  @Test("sixty features on one symbol cost at most a microsecond an event") func oneSymbol() throws {
    guard Self.isOptimised else { return }
    let feed = Feed(seed: 1, count: Self.warm + Self.block * Self.blocks)
    let whole = try Self.cost(ProgramRun.set, feed)
    print("measured feature cost: \(Int(whole)) ns an event, 60 features, one symbol")
    #expect(whole <= 1000)
    let bare = try Self.cost(FeatureSet(name: "one", version: 1, definitions: [ProgramRun.set.definitions[0]]), feed)
    print("measured feature cost: \(Int(bare)) ns an event with the first feature alone")
    for definition in ProgramRun.set.definitions {
      let single = try Self.cost(FeatureSet(name: "one", version: 1, definitions: [ProgramRun.set.definitions[0], definition].reduce(into: []) { if !$0.contains($1) { $0.append($1) } }), feed)
      print("measured feature cost: \(definition.key) \((10 * (single - bare)).rounded() / 10) ns an event more")
    }
  }

  @Test("a hundred symbols of sixty features keep up with 50,000 events a second on one core") func hundredSymbols() throws {
    guard Self.isOptimised else { return }
    let feeds = (0..<100).map { Feed(seed: UInt64($0), count: 4000) }
    var programs = feeds.map { _ in ProgramRun.fresh() }
    var vector = ProgramRun.vector()
    func play(_ range: Range<Int>) {
      for index in range { for symbol in feeds.indices { feeds[symbol].play(index..<index + 1, &programs[symbol], &vector) } }
    }
    play(0..<3000)
    let start = CPUClock.thread()
    play(3000..<4000)
    let each = Double(CPUClock.thread() - start) / 100_000
    print("measured feature cost: \(Int(each)) ns an event, 60 features, 100 symbols in turn: \(Int(1e9 / each)) events a second")
    #expect(each <= 20_000)
  }

  @Test("neither the sixty features nor any of them alone takes memory in steady state") func allocations() throws {
    // Without optimisation the accessors of generic code take their frames from the heap.
    guard Self.isOptimised else { return }
    let feed = Feed(seed: 5, count: 30_000, dense: 24_000)
    let singles = try ProgramRun.set.definitions.map { try FeatureSet(name: "one", version: 1, definitions: [$0]) }
    for set in [ProgramRun.set] + singles {
      var program = ProgramRun.fresh(set)
      var vector = ProgramRun.vector(set)
      feed.play(0..<25_000, &program, &vector)
      let made = AllocationCounter.count { feed.play(25_000..<30_000, &program, &vector) }
      #expect(made == 0, "\(set.definitions[0].key) and so on took \(String(describing: made)) blocks in 5,000 events")
      #expect(vector.present.count > set.columns.count * 3 / 4)
    }
  }
}
