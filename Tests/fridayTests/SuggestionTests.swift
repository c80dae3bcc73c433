@testable import friday
import Testing

@Suite("Suggestion")
struct SuggestionTests {
  @Test("Levenshtein's distance is that of the textbook")
  func distance() {
    for (left, right, distance) in [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("same", "same", 0), ("ab", "ba", 2)] {
      #expect(Suggestion.distance(Array(left.utf8), Array(right.utf8)) == distance)
      #expect(Suggestion.distance(Array(right.utf8), Array(left.utf8)) == distance)
    }
  }

  @Test("Every key with one letter wrong is recognised, and what resembles none is not guessed at")
  func nearest() {
    let keys = SettingKey.allCases.map(\.rawValue)
    for key in keys {
      #expect(Suggestion.nearest(to: key + "x", among: keys) == key)
      #expect(Suggestion.nearest(to: key.uppercased(), among: keys) == key)
    }
    #expect(Suggestion.nearest(to: "qqqqqqqqq", among: keys) == nil)
    #expect(Suggestion.nearest(to: "anything", among: []) == nil)
  }
}
