/// A calculator as definitions see it: its name, what it is fed with, and what it makes of parameters.
public struct Calculator: Sendable {
  /// What an operator is fed with.
  public enum Observation: String, Sendable, CaseIterable {
    case series, bars, pairs, trades, books, quotedTrades = "quoted_trades"

    /// The inputs of a definition that can feed it.
    public var inputs: [String] {
      switch self {
      case .series: ["mid", "trades", "candles"]
      case .bars, .pairs: ["candles"]
      case .trades: ["trades"]
      case .books: ["book"]
      case .quotedTrades: ["quotes_and_trades"]
      }
    }
  }

  /// The word in definitions.
  public let name: String
  public let takes: Observation
  /// How an update's cost grows with the window.
  public let cost: OperatorCost
  private let make: @Sendable (inout CalculatorParameters) throws(ParameterFault) -> [String]

  init<Operator: FeatureOperator>(_ type: Operator.Type, takes: Observation) {
    name = Operator.calculator
    cost = Operator.cost
    self.takes = takes
    make = { (parameters: inout CalculatorParameters) throws(ParameterFault) in try Operator(&parameters).outputs }
  }

  /// Names of the outputs with these parameters.
  ///
  /// - Throws: a ``ParameterFault`` for the first parameter that it cannot take; the parameters it does not know are left.
  public func outputs(_ parameters: inout CalculatorParameters) throws(ParameterFault) -> [String] { try make(&parameters) }

  /// Every calculator that a definition may name.
  public static let all: [Calculator] =
    SeriesBanks.entries.map(\.calculator) + BarBanks.entries.map(\.calculator) + PairBanks.entries.map(\.calculator)
    + TradeBanks.entries.map(\.calculator) + BookBanks.entries.map(\.calculator) + QuotedTradeBanks.entries.map(\.calculator)

  /// The calculator of a name that an input can feed: of the same name, the one that takes the input as a whole comes before one of a single series.
  static func named(_ name: String, over input: FeatureInput) -> Calculator? {
    let order: [Observation] =
      switch input {
      case .mid: [.series]
      case .trades: [.trades, .series]
      case .book: [.books]
      case .quotesAndTrades: [.quotedTrades]
      case .candles: [.bars, .series, .pairs]
      }
    for kind in order {
      if let found = all.first(where: { $0.name == name && $0.takes == kind }) { return found }
    }
    return nil
  }
}
