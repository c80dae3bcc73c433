import Ports
import Telemetry
import Testing

@Suite("Prometheus text exposition")
struct TextExpositionTests {
  private func text(_ families: [MetricFamily]) -> String { String(decoding: TextExposition.render(families), as: UTF8.self) }

  @Test("writes HELP, TYPE and the value of a documented metric")
  func documented() {
    #expect(
      text([MetricFamily(.ticks, 120_081)]) == """
        # HELP friday_ticks_total Trades and applied book frames taken by the engine.
        # TYPE friday_ticks_total counter
        friday_ticks_total 120081

        """)
  }

  @Test("has HELP and TYPE ready for every metric name there is")
  func everyName() {
    for name in MetricName.allCases {
      let lines = text([MetricFamily(name, 1)]).split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines[0].hasPrefix("# HELP \(name.rawValue) ") && lines[0].hasSuffix("."))
      #expect(lines[1] == "# TYPE \(name.rawValue) \(name.kind.rawValue)")
    }
  }

  @Test("exposes an unknown name untyped and makes it valid")
  func unknown() {
    let family = MetricFamily(named: "9http.server-requests", kind: .counter, samples: [MetricSample(value: 2.5)])
    #expect(text([family]) == "_9http_server_requests 2.5\n")
  }

  @Test("exposes a documented name untyped when it is used for another kind")
  func otherKind() {
    let family = MetricFamily(named: "friday_ticks_total", kind: .gauge, samples: [MetricSample(value: 1)])
    #expect(text([family]) == "friday_ticks_total 1\n")
  }

  @Test(
    "escapes label values and nothing more",
    arguments: [
      (#"BTC/USD"#, #"BTC/USD"#), (#"a"b"#, #"a\"b"#), (#"a\b"#, #"a\\b"#), ("a\nb", #"a\nb"#), ("ü{},=", "ü{},="),
    ])
  func escapes(value: String, written: String) {
    let family = MetricFamily(
      named: "m", kind: .gauge, samples: [MetricSample(labels: [MetricLabel("the label", value), MetricLabel("b", "c")], value: 1)])
    #expect(text([family]) == "m{the_label=\"\(written)\",b=\"c\"} 1\n")
  }

  @Test(
    "writes special numbers in the format's words",
    arguments: [
      (Double.nan, "NaN"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (0.1, "0.1"), (-0.0, "0"), (9_007_199_254_740_991, "9007199254740991"),
      (1e300, "1e+300"), (2.5e-6, "2.5e-06"),
    ])
  func numbers(value: Double, written: String) {
    #expect(text([MetricFamily(named: "m", kind: .gauge, samples: [MetricSample(value: value)])]) == "m \(written)\n")
  }

  @Test("keeps a family together and drops a sample that appears twice, the first wins")
  func merges() {
    let page = text([MetricFamily(.orders, 3), MetricFamily(.fills, 1), MetricFamily(.orders, 9)])
    #expect(page.split(separator: "\n").filter { !$0.hasPrefix("#") } == ["friday_orders_total 3", "friday_fills_total 1"])
    #expect(page.ranges(of: "# TYPE friday_orders_total").count == 1)
  }

  @Test("is empty for no families and leaves out a family without samples")
  func empty() {
    #expect(text([]).isEmpty)
    #expect(text([MetricFamily(.ticks, samples: [])]).isEmpty)
  }
}
