/// The greatest time of the observations taken so far: what comes below it is late.
struct EventOrder: Hashable, Sendable, Codable {
  private(set) var latest: Int64?

  /// Takes a time; `false` when it is late, nothing has changed then.
  @inline(__always) mutating func admit(_ time: Int64) -> Bool {
    if let latest, time < latest { return false }
    latest = time
    return true
  }
}
