import Domain
import Foundation
import TestSupport
import Testing

@Suite("money") struct MoneyTests {
  @Test("prints the canonical decimal", arguments: ["0", "1", "-1", "0.000000000000000001", "100", "-0.5", "123456789.000001"])
  func canonical(text: String) throws {
    #expect(try Money(parsing: text).description == text)
    #expect(try Money(parsing: text + (text.contains(".") ? "000" : ".000")).description == text)
  }

  @Test("price times quantity is exact, over seeds", arguments: 0..<30)
  func product(seed: UInt64) throws {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<200 {
      let (prices, quantities) = (Int.random(in: 0...9, using: &dice), Int.random(in: 0...9, using: &dice))
      let instrument = Instrument(symbol: "A/B", base: "A", quote: "B", priceDecimals: prices, quantityDecimals: quantities)
      let price = Price(units: Int64.random(in: 1...1_000_000_000, using: &dice))
      let quantity = Quantity(units: Int64.random(in: 1...1_000_000_000, using: &dice))
      let cost = try Money(price: price, quantity: quantity, of: instrument)
      // The same by text: the product's digits with the point moved.
      let digits = String(Int128(price.units) * Int128(quantity.units)) + "e-\(prices + quantities)"
      #expect(try Money(parsing: digits) == cost)
      #expect(try Money(parsing: instrument.text(quantity)) == Money(quantity, of: instrument))
    }
  }

  @Test("refuses decimals that do not fit, and products that do not")
  func refusals() {
    let fine = Instrument(symbol: "A/B", base: "A", quote: "B", priceDecimals: 10, quantityDecimals: 9)
    #expect(throws: DecimalError.inexact(scale: 18)) { try Money(price: Price(units: 1), quantity: Quantity(units: 1), of: fine) }
    let coarse = Instrument(symbol: "A/B", base: "A", quote: "B", priceDecimals: 0, quantityDecimals: 0)
    #expect(throws: DecimalError.overflow) { try Money(price: Price(units: .max), quantity: Quantity(units: .max), of: coarse) }
    #expect(throws: DecimalError.inexact(scale: 18)) { try Money(parsing: "0.0000000000000000001") }
  }

  @Test(
    "a fee is rounded half away from zero",
    arguments: [
      (1_000_000, 2600, 2600), (1, 500_000, 1), (1, 499_999, 0), (-1, 500_000, -1), (-1, 499_999, 0), (3, 500_000, 2), (-3, 500_000, -2), (0, 9, 0),
    ])
  func fee(units: Int, millionths: Int64, expected: Int) {
    #expect(Money(units: Int128(units)).fraction(millionths: millionths) == Money(units: Int128(expected)))
  }

  @Test("a fee is never further than half a unit from the exact share, over seeds", arguments: 0..<20)
  func feeLaw(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    for _ in 0..<500 {
      let money = Money(units: Int128(Int64(truncatingIfNeeded: dice.next())))
      let rate = Int64.random(in: 0...1_000_000, using: &dice)
      let error = money.fraction(millionths: rate).units * 1_000_000 - money.units * Int128(rate)
      #expect((-500_000...500_000).contains(error))
      #expect((-money).fraction(millionths: rate) == -money.fraction(millionths: rate))
    }
  }

  @Test("adds, subtracts, orders and negates as integers do")
  func arithmetic() {
    var sum = Money(units: 5) + Money(units: -7)
    #expect(sum == Money(units: -2) && sum < .zero && sum.magnitude == Money(units: 2) && -sum == Money(units: 2))
    sum += Money(units: 3)
    sum -= Money(units: 1)
    #expect(sum == .zero)
  }

  @Test("travels through JSON as text, digit for digit")
  func codable() throws {
    let money = Money(units: .max)
    let data = try JSONEncoder().encode([money])
    #expect(String(decoding: data, as: UTF8.self) == "[\"170141183460469231731.687303715884105727\"]")
    #expect(try JSONDecoder().decode([Money].self, from: data) == [money])
    #expect(throws: (any Error).self) { try JSONDecoder().decode([Money].self, from: Data("[\"1.5x\"]".utf8)) }
  }
}
