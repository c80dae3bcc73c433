import Domain
import Testing

@Suite("Suggestion") struct SuggestionTests {
  @Test("Levenshtein's distance is that of the textbook")
  func distance() {
    for (left, right, distance) in [("kitten", "sitting", 3), ("", "abc", 3), ("abc", "", 3), ("same", "same", 0), ("ab", "ba", 2)] {
      #expect(Suggestion.distance(Array(left.utf8), Array(right.utf8)) == distance)
      #expect(Suggestion.distance(Array(right.utf8), Array(left.utf8)) == distance)
    }
  }

  @Test("names the nearest word, and none when nothing is near") func nearest() {
    #expect(Suggestion.nearest(to: "perod", among: ["period", "window"]) == "period")
    #expect(Suggestion.nearest(to: "qqqqqq", among: ["period", "window"]) == nil)
  }
}
