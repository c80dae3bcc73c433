import Registry
import TestSupport
import Testing

@Suite("Semantic version") struct SemanticVersionTests {
  @Test("orders as the standard's own example does") func standardOrder() throws {
    let texts = ["1.0.0-alpha", "1.0.0-alpha.1", "1.0.0-alpha.beta", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1", "1.0.0", "2.0.0", "2.1.0", "2.1.1", "10.0.0"]
    let versions = try texts.map { try #require(SemanticVersion($0), "\($0)") }
    for (index, left) in versions.enumerated() {
      for (other, right) in versions.enumerated() { #expect((left < right) == (index < other), "\(left) against \(right)") }
    }
  }

  @Test("gives its text back", arguments: ["0.0.0", "1.2.3", "1.0.0-x.7.z.92", "1.0.0-0A.is.legal", "1.0.0+20130313144700", "1.0.0-beta+exp.sha.5114f85", "1.0.0+21AF26D3---117B344092BD", "1.0.0-----"])
  func roundTrip(text: String) { #expect(SemanticVersion(text)?.description == text) }

  @Test(
    "refuses what is no version",
    arguments: [
      "", "1", "1.2", "1.2.3.4", "01.2.3", "1.02.3", "1.2.03", "1.2.3-", "1.2.3-01", "1.2.3-a..b", "1.2.3+", "1.2.3+a+b", "1.2.3-ä", "v1.2.3", " 1.2.3", "1.2.3 ", "-1.2.3",
      "1.2.x", "1.2.99999999999999999999", "1.2.3-a_b", "١.٢.٣",
    ])
  func refuses(text: String) { #expect(SemanticVersion(text) == nil) }

  @Test("is totally ordered: equal only to itself, transitive, and sorted the same from any order", arguments: 1...5)
  func total(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    func part() -> String { ["0", "1", "2", "11", "alpha", "beta", "a-b", "rc"][Int(random.next() % 8)] }
    let versions = try (0..<60).map { _ -> SemanticVersion in
      var text = "\(random.next() % 3).\(random.next() % 3).\(random.next() % 2)"
      if random.next() % 2 == 0 { text += "-" + (0...Int(random.next() % 3)).map { _ in part() }.joined(separator: ".") }
      if random.next() % 3 == 0 { text += "+" + part() }
      return try #require(SemanticVersion(text), "\(text)")
    }
    for left in versions {
      for right in versions {
        #expect([left < right, right < left, left == right].filter { $0 }.count == 1, "seed \(seed): \(left) and \(right)")
      }
    }
    #expect(versions.sorted() == versions.shuffled(using: &random).sorted(), "seed \(seed)")
  }
}
