import TestSupport
import Testing

@testable import Reconciliation

@Suite("asset codes") struct AssetCodeTests {
  @Test(
    "brings Kraken's codes to one name",
    arguments: [
      ("XXBT", "BTC"), ("XBT", "BTC"), ("BTC", "BTC"), ("XBT.F", "BTC"), ("XBT.M", "BTC"), ("XXDG", "DOGE"), ("XDG", "DOGE"), ("XDG.F", "DOGE"),
      ("ZUSD", "USD"), ("USD", "USD"), ("USD.M", "USD"), ("ZEUR", "EUR"), ("EUR.M", "EUR"), ("XETH", "ETH"), ("ETH2", "ETH"), ("ETH2.S", "ETH"),
      ("DOT.S", "DOT"), ("DOT28.S", "DOT"), ("KAVA21.S", "KAVA"), ("SOL.B", "SOL"), ("DOT.P", "DOT"), ("USDT", "USDT"), ("XTZ", "XTZ"),
      ("ZRX", "ZRX"), ("1INCH", "1INCH"), ("1INCH.S", "1INCH"), ("", ""), (".S", ".S"), ("42.S", "42"), ("X.Y.F", "X.Y"),
    ])
  func names(code: String, name: String) {
    #expect(AssetCode.normalised(code) == name)
    #expect(AssetCode.normalised(name) == name)
  }

  @Test("is idempotent over seeds", arguments: 0..<20)
  func idempotent(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let letters = Array("XZBTSMFD0128.")
    for _ in 0..<500 {
      let code = String((0..<Int.random(in: 0...7, using: &dice)).map { _ in letters.randomElement(using: &dice) ?? "X" })
      // A second suffix is no code of Kraken's: one is taken off, and one only.
      guard code.filter({ $0 == "." }).count <= 1 else { continue }
      let once = AssetCode.normalised(code)
      #expect(AssetCode.normalised(once) == once, "\(code)")
    }
  }
}
