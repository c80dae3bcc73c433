import Testing

@testable import Server

@Suite("Words of a request")
struct WordsTests {
  @Test(
    "counts edits as the recursive definition does",
    arguments: [("", ""), ("a", ""), ("kitten", "sitting"), ("BTC/USD", "btc/usdt"), ("abc", "cab"), ("flaw", "lawn")])
  func distance(left: String, right: String) {
    func naive(_ left: Substring, _ right: Substring) -> Int {
      guard let a = left.first, let b = right.first else { return left.count + right.count }
      if a == b { return naive(left.dropFirst(), right.dropFirst()) }
      return 1 + min(naive(left.dropFirst(), right), naive(left, right.dropFirst()), naive(left.dropFirst(), right.dropFirst()))
    }
    #expect(NearestWord.distance(Array(left.utf8), Array(right.utf8)) == naive(left[...], right[...]))
    #expect(NearestWord.distance(Array(right.utf8), Array(left.utf8)) == naive(left[...], right[...]))
  }

  @Test("offers the nearest word, and none when all are far")
  func nearest() {
    #expect(NearestWord.of("eth-usd", among: ["BTC/USD", "ETH/USD"]) == "ETH/USD")
    #expect(NearestWord.of("completely different", among: ["BTC/USD"]) == nil)
    #expect(NearestWord.of("x", among: []) == nil)
  }

  @Test("decodes what it encodes, for every byte of any text", arguments: ["BTC/USD", "a b%", "ü💥", "", "BTC/USDT:usdm"])
  func percent(text: String) {
    let all = text.utf8.map { byte in (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: byte % 2 == 0) }.joined()
    #expect(PercentEncoding.decode(all) == text)
  }

  @Test("refuses broken escapes and bytes that are no text", arguments: ["%", "%4", "%G0", "%ff", "a%c3"])
  func broken(text: String) { #expect(PercentEncoding.decode(text) == nil) }
}
