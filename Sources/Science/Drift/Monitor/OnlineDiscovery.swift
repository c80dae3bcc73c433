/// e-LOND: an endless sequence of e-values, with the false discovery rate controlled at every time.
///
/// ```text
/// αₜ = α γₜ (discoveries before t + 1)        γₜ = 6/(π² t²)        discovery where eₜ ≥ 1/αₜ
/// ```
/// The expected share of false ones among all discoveries so far is at most α at every fixed time, however the e-values depend on each other.
///
/// - Complexity: O(1).
///
/// Source: Xu & Ramdas 2024, "Online multiple testing with e-values"; Javanmard & Montanari 2018 for LOND.
public struct OnlineDiscovery: Hashable, Sendable, Codable {
  /// α.
  public let alpha: Double
  /// Hypotheses tested.
  public private(set) var tested: UInt64 = 0
  /// Discoveries made.
  public private(set) var discoveries: UInt64 = 0
  /// αₜ of the latest hypothesis.
  public private(set) var level = 0.0

  /// A sequence without a hypothesis.
  ///
  /// - Parameter alpha: 0…1, exclusive.
  public init(alpha: Double) {
    precondition(alpha > 0 && alpha < 1, "a level lies in 0…1")
    self.alpha = alpha
  }

  /// Tests the next hypothesis by its e-value; true for a discovery.
  public mutating func test(_ eValue: Double) -> Bool {
    tested += 1
    let t = Double(tested)
    level = alpha * 6 / (.pi * .pi * t * t) * Double(discoveries + 1)
    guard eValue >= 1 / level else { return false }
    discoveries += 1
    return true
  }
}
