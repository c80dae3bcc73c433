import Domain
import Engine
import Foundation
import Testing

@testable import Server

@Suite("The snapshot as JSON")
struct SnapshotJSONTests {
  private func object(_ snapshot: EngineSnapshot) throws -> [String: Any] {
    let bytes = SnapshotJSON.document(snapshot, at: ExampleSnapshot.start.adding(nanoseconds: 1_500_000_000))
    return try #require(JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
  }

  @Test("has a key for everything, null where nothing is known")
  func empty() throws {
    let json = try object(ExampleSnapshot.empty)
    let unknown = ["failure", "event_time", "next_horizon", "brier_score", "points_uploaded", "account"]
    for key in unknown { #expect(json[key] is NSNull, "\(key)") }
    let latency = try #require(json["latency_seconds"] as? [String: Any])
    #expect(latency["tick_to_prediction"] is NSNull)
    #expect((latency["service"] as? [String: Any])?["p99"] is NSNull)
    #expect(json["ticks"] as? Int == 0)
    #expect(Set(json.keys) == Set(try object(ExampleSnapshot.working()).keys))
  }

  @Test("writes times as RFC 3339 and amounts as exact decimals")
  func values() throws {
    let json = try object(ExampleSnapshot.working(step: 4))
    #expect(json["started_at"] as? String == "2026-01-01T00:00:00.000000Z")
    #expect(json["event_time"] as? String == "2026-01-01T00:00:01.000000Z")
    #expect(json["uptime_seconds"] as? Double == 1.5)
    let account = try #require(json["account"] as? [String: Any])
    #expect((account["balances"] as? [[String: String]])?[1] == ["asset": "USD", "amount": "98745.1203"])
    let alarm = try #require((json["drift"] as? [String: Any])?["alarms"] as? [[String: Any]]).first
    #expect(alarm?["severity"] as? String == "medium" && alarm?["n_reference"] as? Int == 2000)
  }

  @Test("turns what is not finite into null", arguments: [Double.nan, .infinity, -.infinity])
  func notFinite(value: Double) throws {
    var snapshot = ExampleSnapshot.working()
    snapshot.brierScore = value
    snapshot.markets[0].bid = value
    snapshot.markets[0].features[0].value = value
    snapshot.tickToPrediction?.p99 = value
    let text = String(decoding: SnapshotJSON.body(snapshot), as: UTF8.self)
    #expect(!text.contains("NaN") && !text.contains("inf"))
    let json = try object(snapshot)
    #expect(json["brier_score"] is NSNull)
  }

  @Test("writes the same bytes for the same snapshot and others for another")
  func stable() {
    #expect(SnapshotJSON.body(ExampleSnapshot.working(step: 3)) == SnapshotJSON.body(ExampleSnapshot.working(step: 3)))
    #expect(SnapshotJSON.body(ExampleSnapshot.working(step: 3)) != SnapshotJSON.body(ExampleSnapshot.working(step: 4)))
  }

  @Test("stays one line of valid JSON whatever the source is called", arguments: ["a\"b", "line\nfeed", "ü\\", "</script>", "\u{0}"])
  func hostile(text: String) throws {
    var snapshot = ExampleSnapshot.working()
    snapshot.source = text
    #expect(!SnapshotJSON.body(snapshot).contains(10))
    #expect(try object(snapshot)["source"] as? String == text)
  }

  @Test("carries a number at full precision", arguments: [0.1, 1.0 / 3, 1e-300, 64_210.123_456_789])
  func precision(value: Double) throws {
    var snapshot = ExampleSnapshot.empty
    snapshot.brierScore = value
    #expect(try object(snapshot)["brier_score"] as? Double == value)
  }
}
