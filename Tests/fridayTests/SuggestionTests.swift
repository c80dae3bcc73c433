import Domain
@testable import friday
import Testing

@Suite("Suggestion")
struct SuggestionTests {
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
