import Foundation
import Ports
import Testing

@Suite("point cursors") struct CursorTests {
  @Test("order by sequence, begin at the start and travel through JSON")
  func order() throws {
    let cursors = [PointCursor(sequence: 9), .start, PointCursor(sequence: .max)]
    #expect(cursors.sorted() == [.start, PointCursor(sequence: 9), PointCursor(sequence: .max)])
    #expect(try JSONDecoder().decode([PointCursor].self, from: JSONEncoder().encode(cursors)) == cursors)
  }

  @Test("a batch carries its counts and its end")
  func batch() {
    let batch = PointBatch(lines: Array("m v=1 1\n".utf8), count: 1, ticks: 1, predictions: 0, end: PointCursor(sequence: 4))
    #expect(batch.count == batch.lines.count { $0 == 10 } && batch.end > .start)
    #expect(LatestValues().features == nil)
  }
}
