/// Names of markets as recordings write them, turned into Kraken's form.
///
/// `BTCUSDT` on a spot venue → `BTC/USDT`; on any other venue `BTC/USDT:<venue>`. Kraken's own codes become the common ones: XBT → BTC, XDG → DOGE.
struct MarketName: Equatable {
  var base: String
  var quote: String

  /// Quote assets by which a name without a separator is split; of several that fit the longest wins.
  static let quotes = [
    "FDUSD", "TUSD", "USDT", "USDC", "BUSD", "PYUSD", "USD", "EUR", "GBP", "JPY", "CAD", "AUD", "CHF", "TRY", "BRL", "DAI", "BTC", "XBT", "ETH", "BNB",
  ].sorted { $0.utf8.count > $1.utf8.count }

  /// Quotes that end like a more common one behind a T or B: `XBTUSD` is BTC/USD, `BTCTUSD` BTC/TUSD. They count behind these bases only.
  private static let rareQuotes: Set = ["TUSD", "BUSD"]
  private static let basesOfRareQuotes: Set = ["BTC", "ETH", "BNB", "XRP", "SOL", "ADA", "DOGE", "LTC", "DOT", "LINK", "TRX", "EOS", "BCH", "USDT", "USDC"]

  /// Reads `BTC/USDT`, `BTC-USDT`, `BTC_USDT`, `BTCUSDT`, `XBTUSD`.
  init?(_ text: String) {
    func asset(_ name: some StringProtocol) -> String? {
      guard (2...12).contains(name.utf8.count), name.utf8.allSatisfy({ ($0 >= 65 && $0 <= 90) || ($0 >= 48 && $0 <= 57) }) else { return nil }
      return name == "XBT" ? "BTC" : name == "XDG" ? "DOGE" : String(name)
    }
    let upper = text.uppercased()
    let parts = upper.split(whereSeparator: { $0 == "/" || $0 == "-" || $0 == "_" })
    if parts.count == 2, let base = asset(parts[0]), let quote = asset(parts[1]) {
      self.base = base
      self.quote = quote
      return
    }
    guard parts.count == 1 else { return nil }
    for ending in Self.quotes where upper.hasSuffix(ending) {
      guard let base = asset(upper.dropLast(ending.count)), let quote = asset(ending) else { continue }
      if Self.rareQuotes.contains(ending), !Self.basesOfRareQuotes.contains(base) { continue }
      self.base = base
      self.quote = quote
      return
    }
    return nil
  }

  /// Finds the market in a file's name: `kraken_trades_BCHEUR_2023.csv` → BCH/EUR. Only capital letters count as a market's name there.
  init?(fileName path: String) {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    let tokens = name.split(whereSeparator: { !($0.isASCII && ($0.isLetter || $0.isNumber)) }).map(String.init)
    for index in tokens.indices.reversed() {
      let token = tokens[index]
      guard token == token.uppercased() else { continue }
      if Self.quotes.contains(token), index > 0, tokens[index - 1] == tokens[index - 1].uppercased(),
        let found = MarketName(tokens[index - 1] + "/" + token)
      {
        self = found
        return
      }
      guard token.utf8.count >= 5, let found = MarketName(token) else { continue }
      self = found
      return
    }
    return nil
  }

  /// Is a venue's name that of a spot market? An unnamed venue is one.
  static func isSpot(_ venue: String) -> Bool { venue.isEmpty || venue == "spot" || venue.hasSuffix("-spot") || venue == "kraken" }

  var symbol: String { base + "/" + quote }
}
