internal import Domain

/// One event of a market as programs of features take it.
enum MarketStep {
  case trade(Trade)
  case book(BookTop)
}
