import BenchmarkSuites
import Features
import Foundation
import Reports
import Testing

@Suite("Costs of features", .serialized) struct FeatureCostTests {
  @Test("are told for every definition of a set, and as text of 80 columns") func definitions() throws {
    let costs = try FeatureCosts.measure(.compact, scale: .check, meter: ProcessCPUMeter())
    #expect(costs.costs.map(\.key) == FeatureSet.compact.definitions.map(\.key))
    #expect(costs.costs.allSatisfy { $0.update >= 0 && $0.write >= 0 } && costs.base > 0)
    #expect(costs.median > 0 && costs.high >= costs.median && costs.mean > 0 && costs.eventsPerSecond > 0)
    let lines = costs.text.split(separator: "\n")
    #expect(lines.count == costs.costs.count + 5 && lines.allSatisfy { $0.count <= 80 }, "\(costs.text)")
    #expect(costs.json.description.contains("\"events_per_second_100_symbols\""))
  }

  @Test("are measured at every length of window, and drawn") func windows() throws {
    let costs = try WindowCosts.measure(scale: .check, meter: ProcessCPUMeter())
    #expect(costs.lengths == [10, 100, 1000])
    #expect(costs.lines.contains { $0.isConstant } && costs.lines.contains { !$0.isConstant })
    #expect(costs.lines.allSatisfy { $0.nanoseconds.count == 3 && $0.nanoseconds.allSatisfy { $0 >= 0 && $0.isFinite } })
    #expect(costs.svg.hasPrefix("<svg ") && costs.svg.hasSuffix("</svg>\n") && !costs.svg.contains("nan"))
    #expect(costs.svg.split(separator: "<polyline").count == costs.lines.count + 1)
    #expect(costs.text.split(separator: "\n").count == costs.lines.count + 1)
  }

  @Test("place a cost of a hundred higher than one of ten, and longer windows further to the right") func places() {
    let costs = WindowCosts(lengths: [10, 1000], lines: [.init(name: "one", isConstant: true, nanoseconds: [10, 100])])
    let points = costs.svg.firstMatch(of: /points="([0-9.]+),([0-9.]+) ([0-9.]+),([0-9.]+)"/).map { [$0.1, $0.2, $0.3, $0.4].compactMap { Double($0) } }
    #expect(points.map { $0.count == 4 && $0[2] > $0[0] && $0[3] < $0[1] } == true, "\(costs.svg)")
  }
}
