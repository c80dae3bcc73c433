import TestSupport
import Testing

@testable import Drift

@Suite("Streaming detectors against river and frouros")
struct StreamingDetectorGoldenTests {
  let golden: StreamingGolden

  init() throws { golden = try StreamingGolden() }

  @Test("Every detector of every stream alarms, warns and keeps its state as its peer does", arguments: ["streaming.json", "binary_streaming.json"])
  func streams(file: String) throws {
    let cases = try golden.object(try golden.object(try golden.files.object(file), file)["cases"], "\(file) cases")
    var values = 0
    for (name, body) in cases.sorted(by: { $0.key < $1.key }) {
      let entry = try golden.object(body, name)
      let column = try golden.column(try golden.text(entry["data"], "\(name) data"))
      for (text, expected) in try golden.object(entry["expected"], name).sorted(by: { $0.key < $1.key }) {
        // A key that names no peer carries river's numbers.
        var key = try DetectorKey(parsing: text)
        let isRivers = DetectorCatalogue.entry(key.name)?.dialects.contains(.river) ?? false
        if isRivers, !key.parameters.contains(where: { $0.name == "as" }) { try key.set("as", "river") }
        var detector = try DetectorCatalogue.detector(key, drawingWith: CPythonPositions.self)
        values += try compare(&detector, over: column, with: try golden.object(expected, text), "\(name) \(text)")
      }
    }
    try golden.files.report(file, cases: cases.count, values: values)
  }

  /// Runs the detector and compares everything the golden file says of it; the number of values compared.
  private func compare(_ detector: inout any DriftDetector, over column: [Double], with expected: [String: Any], _ place: String) throws -> Int {
    var (alarms, warnings): ([Double], [Double]) = ([], [])
    var widths: [Double] = []
    var trace: [[Double]] = []
    let every = try expected["trace_every"].map { Int(try golden.number($0, place)) }
    for (row, value) in column.enumerated() {
      detector.update(value)
      let state = Dictionary(uniqueKeysWithValues: detector.readings.map { ($0.name, $0.value) })
      if detector.alarm {
        alarms.append(Double(row))
        widths.append(state["width"] ?? .nan)
      }
      if detector.warning { warnings.append(Double(row)) }
      if let every, (row + 1) % every == 0 {
        trace.append([Double(row), state["width"] ?? .nan, state["estimation"] ?? .nan, (state["variance"] ?? .nan) * (state["width"] ?? .nan)])
      }
    }
    let state = Dictionary(uniqueKeysWithValues: detector.readings.map { ($0.name, $0.value) })
    var count = 0
    for (name, value) in expected {
      switch name {
      case "detections":
        #expect(alarms == (try golden.numbers(value, place)), "\(place) \(name)")
        count += alarms.count
      case "n_detections": #expect(Double(alarms.count) == (try golden.number(value, place)), "\(place) \(name)")
      case "warnings_count": #expect(Double(warnings.count) == (try golden.number(value, place)), "\(place) \(name)")
      case "warnings_first200":
        #expect(Array(warnings.prefix(200)) == (try golden.numbers(value, place)), "\(place) \(name)")
        count += min(200, warnings.count)
      case "width_after_each_detection":
        #expect(widths == (try golden.numbers(value, place)), "\(place) \(name)")
        count += widths.count
      case "trace_every": break
      case "trace":
        let rows = try #require(value as? [Any], "\(place) \(name)")
        #expect(rows.count == trace.count, "\(place) \(name)")
        for (ours, theirs) in zip(trace, rows) {
          let theirs = try golden.numbers(theirs, place)
          #expect(ours[0] == theirs[0] && ours[1] == theirs[1], "\(place) trace \(ours) \(theirs)")
          #expect(abs(ours[2] - theirs[2]) <= 1e-9 * max(1, abs(theirs[2])), "\(place) trace \(ours) \(theirs)")
          #expect(abs(ours[3] - theirs[3]) <= 1e-6 * max(1, abs(theirs[3])), "\(place) trace \(ours) \(theirs)")
          count += 4
        }
      case "final":
        for (field, value) in try golden.object(value, place) {
          let theirs = try golden.number(value, place)
          let ours =
            switch field {
            case "variance_sum": (state["variance"] ?? .nan) * (state["width"] ?? .nan)
            case "n_detections": Double(alarms.count)
            default: state[field] ?? .nan
            }
          #expect(abs(ours - theirs) <= (field == "variance_sum" ? 1e-6 : 1e-9) * max(1, abs(theirs)), "\(place) final \(field) \(ours) \(theirs)")
          count += 1
        }
      default: throw StreamingGolden.Malformed(description: "\(place): unknown key \(name)")
      }
      count += 1
    }
    return count
  }

  @Test("KSWIN draws CPython's positions and finds scipy's p-values with them")
  func kswinTrace() throws {
    let file = "kswin_trace.json"
    let body = try golden.object(try golden.files.object(file), file)
    var values = 0
    let known: Set = ["data", "seed", "params", "about", "tests", "detections", "python_random_sample"]
    #expect(Set(body.keys).subtracting(known).isEmpty, "unknown keys")
    let parameters = try golden.object(body["params"], file)
    let seed = Int(try golden.number(body["seed"], file))
    let key = DetectorKey(
      name: "kswin",
      parameters: try [.init(name: "seed", value: "\(seed)")]
        + parameters.map { name, value in
          let number = try golden.number(value, name)
          return .init(name: name, value: number == number.rounded() ? "\(Int(number))" : "\(number)")
        })
    var detector = try KSWIN<CPythonPositions>(key: key)
    let tests = try #require(body["tests"] as? [[Any]])
    var looks: [Int: [Any]] = [:]
    for test in tests { looks[Int(try golden.number(test[0], file))] = test }
    var alarms: [Double] = []
    for (row, value) in try golden.column(try golden.text(body["data"], file)).enumerated() {
      detector.update(value)
      if detector.alarm { alarms.append(Double(row)) }
      guard let look = looks.removeValue(forKey: row) else { continue }
      #expect(detector.positions.map(Double.init) == (try golden.numbers(look[1], file)), "row \(row)")
      let p = try golden.number(look[2], file)
      #expect(abs((detector.pValue ?? .nan) - p) <= 1e-8 * p, "row \(row)")
      #expect(detector.alarm == (look[3] as? Bool), "row \(row)")
      values += 2 + detector.positions.count
    }
    #expect(looks.isEmpty, "looks that were never taken: \(looks.keys)")
    #expect(alarms == (try golden.numbers(body["detections"], file)))
    let sample = try golden.object(body["python_random_sample"], file)
    var sampler = CPythonPositions(seed: UInt64(try golden.number(sample["seed"], file)))
    var chosen = Array(repeating: 0, count: Int(try golden.number(sample["k"], file)))
    for draw in try #require(sample["first3"] as? [Any]) {
      sampler.draw(below: Int(try golden.number(sample["n"], file)), into: &chosen)
      #expect(chosen.map(Double.init) == (try golden.numbers(draw, file)))
      values += chosen.count
    }
    try golden.files.report(file, cases: 1, values: values)
  }
}
