@testable import Recordings
import Testing

@Suite("MarketName")
struct MarketNameTests {
  @Test("Names of all spellings become BASE/QUOTE")
  func names() {
    for (text, symbol) in [
      ("BTCUSDT", "BTC/USDT"), ("BTC/USDT", "BTC/USDT"), ("btc-usdt", "BTC/USDT"), ("ETH_BTC", "ETH/BTC"), ("XBTUSD", "BTC/USD"), ("XDG/XBT", "DOGE/BTC"),
      ("1INCHEUR", "1INCH/EUR"), ("ETHFDUSD", "ETH/FDUSD"), ("BTCTUSD", "BTC/TUSD"), ("BNBUSD", "BNB/USD"), ("DOTUSD", "DOT/USD"),
    ] { #expect(MarketName(text)?.symbol == symbol, "\(text)") }
    for text in ["", "BTC", "USD", "BTC/", "/USD", "A/B/C", "ÄÖÜUSD", "BTC USD"] { #expect(MarketName(text) == nil, "\(text)") }
  }

  @Test("A file's name gives its market when it holds one in capitals")
  func fileNames() {
    for (path, symbol) in [
      ("/x/kraken_trades_BCHEUR_2023.csv", "BCH/EUR"), ("XBTUSD.csv", "BTC/USD"), ("kraken_rest_trades_XBTUSDT.csv", "BTC/USDT"), ("ETH-EUR.csv", "ETH/EUR"),
    ] { #expect(MarketName(fileName: path)?.symbol == symbol, "\(path)") }
    for path in ["trades.csv", "/BTCUSD/trades.csv", "btcusd.csv", "2023.csv"] { #expect(MarketName(fileName: path) == nil, "\(path)") }
  }
}
