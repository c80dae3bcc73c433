import Ports
import Testing

@Suite("metric names") struct MetricNameTests {
  @Test("follow the house's rules of naming", arguments: MetricName.allCases)
  func names(metric: MetricName) {
    #expect(metric.rawValue.hasPrefix("friday_"))
    #expect(metric.rawValue.utf8.allSatisfy { (97...122).contains($0) || $0 == 95 })
    #expect((metric.kind == .counter) == metric.rawValue.hasSuffix("_total"))
    #expect(metric.rawValue.hasSuffix("_seconds") || !(metric.kind == .histogram || metric.kind == .summary))
    #expect(metric.help.hasSuffix(".") && metric.help.count > 10)
  }

  @Test("have a sentence of their own each")
  func sentences() { #expect(Set(MetricName.allCases.map(\.help)).count == MetricName.allCases.count) }
}
