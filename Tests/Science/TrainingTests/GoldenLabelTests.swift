import Domain
import Foundation
import TestSupport
import Testing
import Training

/// The touch label against the golden definition `label_threshold`.
///
/// The join says an outcome once the horizon has passed; the golden label says 1 as soon as a price touches, also where the data end before the horizon.
/// Rows of the second kind are pending here and asserted to be that.
@Suite("Golden labels") struct GoldenLabelTests {
  private struct Document: Decodable { var cases: [Header] }
  private struct Header: Decodable {
    var id: String
    var calculator: String
    var outputs: Outputs
    var input: Input
  }
  private struct Outputs: Decodable { var file: String }
  private struct Input: Decodable { var file: String }
  private struct Parameters: Decodable {
    var horizon: Int64
    var threshold: Double
    private enum CodingKeys: String, CodingKey {
      case horizon = "horizon_ns"
      case threshold
    }
  }
  private struct Labelled: Decodable { var parameters: Parameters }
  private struct Lenient: Decodable {
    var value: Labelled?
    init(from decoder: any Decoder) throws { value = try? Labelled(from: decoder) }
  }
  private struct Parametric: Decodable { var cases: [Lenient] }

  private static func table(_ golden: GoldenFiles, _ name: String) throws -> [[String: Substring]] {
    let lines = String(decoding: try golden.data(name), as: UTF8.self).split(separator: "\n").map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0].map(String.init), $0)) }
  }

  @Test("every case of label_threshold") func cases() throws {
    let golden = try GoldenFiles("features")
    let headers = try golden.decode(Document.self, from: "cases.json").cases
    let labelled = try golden.decode(Parametric.self, from: "cases.json").cases
    var compared = 0
    var values = 0
    for (header, lenient) in zip(headers, labelled) where header.calculator == "label_threshold" {
      let parameters = try #require(lenient.value?.parameters, "\(header.id)")
      let threshold = try #require(ExactRatio(decimal: String(describing: parameters.threshold)), "\(header.id)")
      let rows = try Self.table(golden, header.input.file)
      let expected = try Self.table(golden, header.outputs.file)
      var join = OutcomeJoin(
        label: LabelDefinition(kind: .touch, horizonNanoseconds: parameters.horizon, threshold: threshold), capacity: rows.count)
      var found: [Int64: [Bool]] = [:]
      var valid: [(row: Int, time: Int64, price: Int64)] = []
      for (index, row) in rows.enumerated() {
        guard let time = row["ts"].flatMap({ Int64($0) }), let text = row["price"], !text.isEmpty,
          let price = try? DecimalText.parse(Array(text.utf8).span, scale: 8)
        else { continue }
        valid.append((index, time, price))
        join.observe(doubledMid: price, at: Timestamp(nanoseconds: time)) { outcome, _ in
          found[outcome.prediction.time.nanoseconds, default: []].append(outcome.happened)
        }
        _ = join.add(OutcomeJoinTests.prediction(time, price))
      }
      let last = valid.last?.time ?? 0
      compared += 1
      for (row, time, price) in valid {
        let wanted = expected[row]["label"].flatMap { Int($0) }
        values += 1
        guard time + parameters.horizon < last else {
          // Still pending here; what is decided already must be a touch, or a horizon that ends with the data.
          #expect(wanted != 0 || time + parameters.horizon == last, "\(header.id) row \(row)")
          continue
        }
        if valid.contains(where: { $0.time > time && $0.time <= time + parameters.horizon }) {
          // Rows of one time are predictions of one time: outcomes stand in their order.
          var outcomes = found[time] ?? []
          guard !outcomes.isEmpty else {
            Issue.record("\(header.id) row \(row) of price \(price) has no outcome")
            continue
          }
          let outcome = outcomes.removeFirst()
          found[time] = outcomes
          #expect((outcome ? 1 : 0) == wanted, "\(header.id) row \(row)")
        } else {
          #expect(wanted == 0, "\(header.id) row \(row): an empty horizon is no touch there and missing here")
        }
      }
    }
    try golden.report("cases.json label_threshold", cases: compared, values: values)
  }
}
