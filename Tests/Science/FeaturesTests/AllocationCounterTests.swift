import TestSupport
import Testing

@Suite("Allocation counter") struct AllocationCounterTests {
  @Test("the counter sees texts and their array being made") func counterWorks() {
    // Texts, not objects: an optimiser puts objects that nobody keeps on the stack.
    var texts: [String] = []
    let made = AllocationCounter.count { for length in 100..<105 { texts.append(String(repeating: "x", count: length)) } }
    #expect(texts.joined().utf8.count == 510)
    #expect((made ?? 0) >= 6, "five texts and a buffer took \(String(describing: made)) blocks")
  }
}
