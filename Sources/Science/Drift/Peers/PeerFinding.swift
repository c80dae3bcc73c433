/// One number as a peer computes it, and what the peer makes of it.
public struct PeerFinding: Hashable, Sendable {
  /// Name in documents, as the peer has it.
  public let name: String
  /// The number; nil where the peer has none.
  public let value: Double?
  /// The peer's threshold; nil where it compares p with a level only through another finding or has no threshold of its own.
  public let threshold: Double?
  /// Does the peer call it drift? nil without a threshold.
  public let drifted: Bool?

  /// A distance, drift at or above its threshold.
  static func distance(_ name: String, _ value: Double?, threshold: Double? = nil) -> PeerFinding {
    var drifted: Bool?
    if let value, let threshold { drifted = value >= threshold }
    return PeerFinding(name: name, value: value, threshold: threshold, drifted: drifted)
  }

  /// A p-value, drift below its level.
  static func pValue(_ name: String, _ value: Double?, level: Double = 0.05) -> PeerFinding {
    PeerFinding(name: name, value: value, threshold: level, drifted: value.map { $0 < level })
  }
}
