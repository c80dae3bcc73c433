import Engine

/// Is the engine doing its work? A program that runs but knows no market is alive, not ready.
struct Readiness {
  /// Why not, one sentence each; empty when ready.
  var reasons: [String]
  var isReady: Bool { reasons.isEmpty }

  init(_ snapshot: EngineSnapshot, rest: Bool) {
    reasons = []
    if let failure = snapshot.failure { reasons.append("the engine has stopped: \(failure)") }
    if !snapshot.connected { reasons.append("the market feed is not connected") }
    if !snapshot.markets.contains(where: { $0.time != nil }) { reasons.append("no tick has arrived yet") }
    if !rest { reasons.append("a part of the program is still starting") }
  }

  /// `{"ready":…,"reasons":[…]}`
  var document: [UInt8] {
    var json = JSONObjectWriter()
    json.open()
    json.field("ready", isReady)
    json.open("reasons", array: true)
    for reason in reasons { json.element(reason) }
    json.close(array: true)
    json.close()
    return json.bytes
  }
}
