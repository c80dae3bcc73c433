#if canImport(Glibc)
internal import Glibc
#endif

/// The original ADWIN: every split of the window tried at every value, the oldest value dropped while any split fails.
///
/// ```text
/// hoeffding: ε = √(m⁻¹/2 · ln(4W/δ))                         values in 0…1
/// bernstein: ε = √(2 m⁻¹ σ² L) + ⅔ m⁻¹ L,  L = ln(2 ln(W)/δ)      m⁻¹ = 1/n₀ + 1/n₁,  σ² the window's population variance
/// ```
/// Its error bounds are theorems (false alarm at a step ≤ δ for Hoeffding's form on independent values in 0…1), at the price of
/// O(W) work and memory a value; ``maximumWidth`` bounds both: beyond it the oldest value leaves without an alarm.
///
/// Source: Bifet & Gavaldà 2007, figure 1 and theorem 3.1.
public struct ExactADWIN: DriftDetector, Hashable {
  /// Which inequality bounds the difference of means.
  public enum Bound: String, Sendable, Codable, CaseIterable {
    case hoeffding, bernstein
  }

  /// Confidence of a cut.
  public let delta: Double
  /// The inequality.
  public let bound: Bound
  /// Values kept at most.
  public let maximumWidth: Int
  /// Did the latest value shrink the window?
  public private(set) var alarm = false
  /// ADWIN has no warning level.
  public var warning: Bool { false }
  /// The window in time order.
  public private(set) var window: [Double] = []

  /// A detector with an empty window.
  ///
  /// - Parameters:
  ///   - delta: 0…1, exclusive.
  ///   - bound: the inequality.
  ///   - maximumWidth: ≥ 2; bounds memory and time.
  public init(delta: Double = 0.002, bound: Bound = .hoeffding, maximumWidth: Int = 100_000) {
    precondition(delta > 0 && delta < 1 && maximumWidth >= 2, "ADWIN's parameters are in range")
    self.delta = delta
    self.bound = bound
    self.maximumWidth = maximumWidth
  }

  /// The detector a key describes: `delta`, `bound`, `max_width`.
  ///
  /// - Throws: ``DriftError`` on an unknown parameter or one out of range.
  public init(key: DetectorKey) throws(DriftError) {
    let reader = try ParameterReader(key, known: ["delta", "bound", "max_width"])
    guard let bound = Bound(rawValue: reader.text("bound") ?? "hoeffding") else {
      throw .badParameter("bound", value: reader.text("bound") ?? "", wanted: "hoeffding or bernstein")
    }
    self.init(
      delta: try reader.number("delta", default: 0.002, above: 0, below: 1), bound: bound,
      maximumWidth: try reader.whole("max_width", default: 100_000, in: 2...10_000_000))
  }

  /// Mean of the window; 0 when it is empty.
  public var estimation: Double { window.isEmpty ? 0 : window.reduce(0, +) / Double(window.count) }

  /// Takes in one value; see ``DriftDetector``.
  public mutating func update(_ value: Double) {
    alarm = false
    if window.count == maximumWidth { window.removeFirst() }
    window.append(value)
    var first = 0
    while window.count - first >= 2, splits(from: first) { first += 1 }
    if first > 0 {
      alarm = true
      window.removeFirst(first)
    }
  }

  /// Does any split of the window from `first` on fail?
  private func splits(from first: Int) -> Bool {
    let size = Double(window.count - first)
    var total = 0.0
    for index in first..<window.count { total += window[index] }
    var confidence = log(4 * size / delta)
    var spread = 0.0
    if bound == .bernstein {
      confidence = log(2 * log(size) / delta)
      if confidence <= 0 { return false }
      let mean = total / size
      for index in first..<window.count { spread += (window[index] - mean) * (window[index] - mean) }
      spread /= size
    }
    var n0 = 0.0
    var older = 0.0
    for index in first..<(window.count - 1) {
      n0 += 1
      older += window[index]
      let n1 = size - n0
      let reciprocal = 1 / n0 + 1 / n1
      let threshold =
        bound == .hoeffding
        ? (reciprocal / 2 * confidence).squareRoot() : (2 * reciprocal * spread * confidence).squareRoot() + 2.0 / 3 * reciprocal * confidence
      if abs(older / n0 - (total - older) / n1) >= threshold { return true }
    }
    return false
  }

  /// Empties the window.
  public mutating func reset() {
    alarm = false
    window.removeAll(keepingCapacity: true)
  }

  /// Name and all parameters.
  public var key: DetectorKey {
    DetectorKey(
      name: "adwin_exact",
      parameters: [
        .init(name: "delta", value: "\(delta)"), .init(name: "bound", value: bound.rawValue), .init(name: "max_width", value: "\(maximumWidth)"),
      ])
  }

  /// Width and mean.
  public var readings: [DetectorReading] { [DetectorReading("width", Double(window.count)), DetectorReading("estimation", estimation)] }
}
