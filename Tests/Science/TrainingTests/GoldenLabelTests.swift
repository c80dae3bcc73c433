import TestSupport
import Testing
import Training

/// Every golden case of `label_*`, cell by cell.
@Suite("Golden labels") struct GoldenLabelTests {
  private struct Document: Decodable { var cases: [LabelGoldenCase] }
  private enum Cell {
    case integer(Int64)
    case number(Double)
  }

  @Test("every case of a label") func cases() throws {
    let golden = try GoldenFiles("features")
    var compared = 0
    var values = 0
    for label in try golden.decode(Document.self, from: "cases.json").cases where label.calculator.hasPrefix("label_") {
      #expect(label.unknown.isEmpty, "\(label.id): unknown keys \(label.unknown)")
      #expect(label.outputs.alignment == "row" && label.input.kind == "trades", "\(label.id): \(label.input.kind) by \(label.outputs.alignment)")
      let rows = try label.rows(golden)
      let touches = try judge(rows, label.barriers())
      let expected = try LabelGoldenCase.table(golden, label.outputs.file)
      #expect(expected.columns == label.outputs.columns, "\(label.id): columns of the expected table")
      #expect(expected.rows.count == rows.count, "\(label.id): \(expected.rows.count) rows, not \(rows.count)")
      compared += 1
      for name in label.outputs.columns {
        var first: Int?
        for row in rows.indices {
          values += 1
          let got = touches[row].flatMap { cell($0, name, label) }
          if got != nil, first == nil { first = row }
          let wanted = try #require(expected.rows[row][name])
          let isRight =
            switch got {
            case nil: wanted.isEmpty
            case .integer(let value): Int64(wanted) == value
            case .number(let value):
              Double(wanted).map { abs(value - $0) <= label.tolerance.abs + label.tolerance.rel * abs($0) } ?? false
            }
          #expect(isRight, "\(label.id).\(name) row \(row): \(String(describing: got)), not \(wanted)")
        }
        #expect(first == (try #require(label.warmUp[name], "\(label.id): no warm-up of \(name)")), "\(label.id).\(name) is defined from row \(String(describing: first))")
      }
    }
    try golden.report("cases.json labels", cases: compared, values: values)
  }

  private func judge(_ rows: [LabelGoldenCase.Row?], _ barriers: TripleBarrier) -> [BarrierTouch?] {
    var labeller = BarrierLabeller(barriers, capacity: max(1, rows.count))
    var touches = [BarrierTouch?](repeating: nil, count: rows.count)
    for (index, row) in rows.enumerated() {
      guard let row else { continue }
      #expect(labeller.observe(price: row.price, at: row.time) { touches[$0.row] = $0 }, "labels' rows come in order")
      labeller.open(row: index, price: row.price, at: row.time, volatility: row.volatility)
    }
    labeller.finish { touches[$0.row] = $0 }
    return touches
  }

  private func cell(_ touch: BarrierTouch, _ name: String, _ label: LabelGoldenCase) -> Cell? {
    func defined(_ value: Double) -> Cell? { value.isNaN ? nil : .number(value) }
    switch (label.calculator, name) {
    case (_, "label"): return .integer(Int64(touch.barrier.rawValue))
    case ("label_threshold", "touch_ts"): return touch.barrier == .upper ? .integer(touch.endTime) : nil
    case ("label_triple_barrier", "end_ts"): return .integer(touch.endTime)
    case ("label_triple_barrier", "return"), ("label_forward_return", "simple"): return defined(touch.simpleReturn)
    case ("label_forward_return", "log"): return defined(touch.logReturn)
    default:
      Issue.record("\(label.id): column \(name) is compared with nothing")
      return nil
    }
  }
}
