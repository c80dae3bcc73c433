import Domain
import TestSupport
import Testing

@testable import Features

@Suite("Operators of ticks keep the laws") struct TickLawsTests {
  typealias Values = [String: CalculatorParameters.Value]

  /// Parameters to try each calculator with; one that is missing here fails ``isComplete()``.
  static let parameters: [String: [Values]] = [
    "trade_vwap": [["window_ns": .integer(2_000_000_000)], ["window_events": .integer(7)]],
    "volume_delta": [["window_ns": .integer(2_000_000_000)], ["window_events": .integer(7)]],
    "trade_intensity": [["tau_ns": .integer(1_000_000_000)]], "kyle_lambda": [["n": .integer(9)]], "tick_rule": [[:]],
    "vpin": [["bucket_volume": .number(0.75), "buckets": .integer(5), "classification": .text("side")]], "book_spread": [[:]], "microprice": [[:]],
    "depth_imbalance": [["levels": .integer(1)], ["levels": .integer(5)]], "impact_spread": [["quantity": .number(2.5)]],
    "order_flow_imbalance": [["window_ns": .integer(1_000_000_000), "levels": .integer(1)], ["window_ns": .integer(3_000_000_000), "levels": .integer(4)]],
    "lee_ready": [[:]], "trade_spreads": [["horizon_ns": .integer(1_000_000_000)]],
  ]

  @Test("every operator of ticks has parameters to be tried with") func isComplete() {
    #expect(Set(OperatorCatalogue.ticks.map { $0.calculator }) == Set(Self.parameters.keys))
  }

  /// Does something with the laws of every operator, each with its streams: two from one beginning, and one that comes after the first in the same way.
  private func each(_ seed: UInt64, odd: Double, _ body: (any TickLawRun) throws -> Void) throws {
    for type in OperatorCatalogue.ticks {
      for values in Self.parameters[type.calculator] ?? [] { try body(Self.run(type, values, seed, odd)) }
    }
  }

  private static func run<Operator: FeatureOperator>(_ type: Operator.Type, _ values: Values, _ seed: UInt64, _ odd: Double) throws -> any TickLawRun {
    func make() throws -> Operator {
      var parameters = CalculatorParameters(values, scale: TickStream.scale)
      let state = try Operator(&parameters)
      #expect(parameters.left.isEmpty, "\(type.calculator) leaves \(parameters.left)")
      return state
    }
    let name = "\(type.calculator) \(values), seed \(seed)"
    func streams<Observation>(_ next: (inout TickStream) -> Observation, _ time: @escaping (Observation) -> Int64, _ later: (Observation, Int64) -> Observation)
      throws -> any TickLawRun
    {
      var (first, second) = (TickStream(seed: seed, oddShare: odd), TickStream(seed: seed &+ 1000, oddShare: odd))
      let one = (0..<600).map { _ in next(&first) }
      let other = (0..<600).map { _ in next(&second) }
      let laws = TickLaws<Operator>(make: make, time: { ($0 as? Observation).map(time) ?? 0 }, name: name)
      guard let typed = one as? [Operator.Observation], let typedOther = other as? [Operator.Observation],
        let again = one.map({ later($0, 3_600_000_000_000) }) as? [Operator.Observation]
      else { throw Mismatch(name: name) }
      return LawRun(laws: laws, one: typed, other: typedOther, again: again)
    }
    switch Operator.Observation.self {
    case is TradePoint.Type:
      return try streams({ $0.trade() }, { $0.time }) { trade, span in
        var later = trade
        later.time += span
        return later
      }
    case is BookTop.Type:
      return try streams({ $0.book() }, { $0.time.nanoseconds }) { book, span in
        var later = book
        later.time = book.time.adding(nanoseconds: span)
        return later
      }
    default:
      return try streams({ $0.event() }, Self.time) { event, span in
        switch event {
        case .quote(let time, let bid, let ask): return .quote(time: time + span, bid: bid, ask: ask)
        case .trade(var trade):
          trade.time += span
          return .trade(trade)
        }
      }
    }
  }

  static func time(_ event: QuotedTrade) -> Int64 {
    switch event {
    case .quote(let time, _, _): time
    case .trade(let trade): trade.time
    }
  }

  private struct Mismatch: Error { var name: String }

  @Test("what is missing or late changes nothing", arguments: 1...5) func refusals(seed: UInt64) throws {
    try each(seed, odd: 0.3) { try $0.refusalsChangeNothing() }
  }

  @Test("what comes later changes no output that was given", arguments: 1...5) func future(seed: UInt64) throws {
    try each(seed, odd: 0.15) { try $0.futureIsUnseen() }
  }

  @Test("a state written and read goes on bit for bit", arguments: 1...5) func resumes(seed: UInt64) throws {
    try each(seed, odd: 0.15) { try $0.resumes() }
  }

  @Test("in steady state nothing is allocated") func allocations() throws {
    try each(2, odd: 0.1) { try $0.allocatesNothing() }
  }
}

/// The laws of one operator with its streams, its types forgotten.
protocol TickLawRun {
  func refusalsChangeNothing() throws
  func futureIsUnseen() throws
  func resumes() throws
  func allocatesNothing() throws
}

private struct LawRun<Operator: FeatureOperator>: TickLawRun {
  let laws: TickLaws<Operator>
  let one: [Operator.Observation]
  let other: [Operator.Observation]
  let again: [Operator.Observation]

  func refusalsChangeNothing() throws { try laws.refusalsChangeNothing(one) }
  func futureIsUnseen() throws { try laws.futureIsUnseen(one, otherwise: other) }
  func resumes() throws { try laws.resumes(one) }
  func allocatesNothing() throws { try laws.allocatesNothing(one, again: again) }
}
