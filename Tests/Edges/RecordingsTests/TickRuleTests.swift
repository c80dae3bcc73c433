@testable import Recordings
import Domain
import Testing

@Suite("TickRule")
struct TickRuleTests {
  @Test("Up is a buy, down a sell, the same price repeats the last side, the first counts as a buy")
  func rule() {
    var rule = TickRule()
    let sides = [5, 5, 6, 6, 4, 4, 4, 5].map { rule.side(of: Price(units: $0)) }
    #expect(sides == [.buy, .buy, .buy, .buy, .sell, .sell, .sell, .buy])
  }
}
