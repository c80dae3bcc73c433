/// Reactive drift detection: DDM with tighter levels that forgets: very long concepts are recomputed from their latest values, and a warning that lasts
/// too long becomes an alarm.
///
/// ```text
/// warning   p + s > p_min + 1.773 s_min      alarm   p + s > p_min + 2.258 s_min, or the warning has lasted `warningLimit` values
/// after `maximumConcept` values without warning: p and s anew over the last `minimumConcept` values
/// ```
/// After an alarm MOA recomputes from the values since the warning began; frouros, reset as it asks for, starts from nothing but keeps its count of warnings. It claims no level.
///
/// - Complexity: O(1) a value but for the recomputation, O(`minimumConcept`) once an alarm or once `maximumConcept` values; memory O(`minimumConcept`).
///
/// Source: Barros, Cabral, Gonçalves & Santos 2017.
public struct RDDM: DriftDetector, Hashable {
  /// Sizes and levels.
  public struct Limits: Hashable, Sendable, Codable {
    /// Values before the first look.
    public var minimumCount = 129
    /// Deviations of a warning.
    public var warningLevel = 1.773
    /// Deviations of an alarm.
    public var driftLevel = 2.258
    /// Values after which a quiet concept is recomputed.
    public var maximumConcept = 40_000
    /// Values kept for that.
    public var minimumConcept = 7_000
    /// Values a warning may last.
    public var warningLimit = 1_400

    /// The paper's.
    public init() {}
  }

  /// Sizes and levels.
  public let limits: Limits
  /// Whose restart.
  public let dialect: DetectorDialect
  /// Did the latest value raise the alarm?
  public internal(set) var alarm = false
  /// Did the latest value raise a warning?
  public internal(set) var warning = false
  /// Error rate of the concept.
  public internal(set) var estimation = 0.0

  /// Values of the deviation; frouros counts the mean's apart.
  var count = 0
  var meanCount = 0
  var leastRate = Double.greatestFiniteMagnitude
  var leastDeviation = 0.0
  /// Ring of the last values.
  var kept: [UInt8]
  var first = 0
  var stored = 0
  /// A recomputation is due at the next value.
  var isStale = false
  /// Values since the warning began, this one included; 0 for none.
  var warned = 0

  /// A detector without a value.
  ///
  /// - Parameters:
  ///   - limits: sizes ≥ 1 (of the ring at most 10⁶), levels > 0.
  ///   - dialect: ``DetectorDialect/moa`` or ``DetectorDialect/frouros``.
  public init(limits: Limits = Limits(), dialect: DetectorDialect = .moa) {
    precondition((1...1_000_000).contains(limits.minimumConcept) && limits.maximumConcept >= 1 && limits.warningLimit >= 1, "RDDM's sizes are in range")
    precondition(limits.minimumCount >= 0 && limits.warningLevel > 0 && limits.driftLevel > 0, "RDDM's levels are in range")
    self.limits = limits
    self.dialect = dialect
    kept = Array(repeating: 0, count: limits.minimumConcept)
  }

  /// Takes in one error indicator, 0 or 1.
  public mutating func update(_ value: Double) {
    if dialect == .frouros { updateAsFrouros(value) } else { updateAsMOA(value) }
  }

  private mutating func updateAsMOA(_ value: Double) {
    if isStale { recompute() }
    store(value)
    count += 1
    estimation += (value - estimation) / Double(count)
    alarm = false
    warning = false
    // A warning's start that has left the ring is forgotten, its duration is not.
    if warned > 0 { warned += 1 }
    guard count + 1 > limits.minimumCount else { return }
    let deviation = self.deviation
    if estimation + deviation < leastRate + leastDeviation { (leastRate, leastDeviation) = (estimation, deviation) }
    if estimation + deviation > leastRate + limits.driftLevel * leastDeviation {
      raise(keeping: warned > 0 ? warned : 1)
      return
    }
    if estimation + deviation > leastRate + limits.warningLevel * leastDeviation {
      if warned > limits.warningLimit {
        raise(keeping: 1)
        return
      }
      warning = true
      if warned == 0 { warned = 1 }
    } else {
      warned = 0
    }
    if count + 1 > limits.maximumConcept, !warning { isStale = true }
  }

  /// Alarm; the next value recomputes from the last `length` values.
  private mutating func raise(keeping length: Int) {
    alarm = true
    isStale = true
    warned = 0
    // MOA forgets where a warning began once that value has left the ring, and then recomputes from the whole ring.
    let length = min(length, stored)
    first = (first + stored - length) % limits.minimumConcept
    stored = length
  }

  /// p and s from the ring; after an alarm their least as well.
  private mutating func recompute() {
    count = 0
    estimation = 0
    if alarm { (leastRate, leastDeviation) = (.greatestFiniteMagnitude, 0) }
    for step in 0..<stored {
      count += 1
      estimation += (Double(kept[(first + step) % limits.minimumConcept]) - estimation) / Double(count)
      let deviation = self.deviation
      if alarm, count > limits.minimumCount, estimation + deviation < leastRate + leastDeviation {
        (leastRate, leastDeviation) = (estimation, deviation)
      }
    }
    warned = 0
    isStale = false
  }

  mutating func store(_ value: Double) {
    kept[(first + stored) % limits.minimumConcept] = value > 0 ? 1 : 0
    if stored < limits.minimumConcept { stored += 1 } else { first = (first + 1) % limits.minimumConcept }
  }

  /// s; 0 for a share of 0 or 1 that rounding has pushed outside.
  var deviation: Double { max(0, estimation * (1 - estimation) / Double(count)).squareRoot() }

  /// Forgets all values.
  public mutating func reset() {
    alarm = false
    warning = false
    for index in kept.indices { kept[index] = 0 }
    (estimation, count, meanCount, leastRate, leastDeviation) = (0, 0, 0, .greatestFiniteMagnitude, 0)
    (first, stored, isStale, warned) = (0, 0, false, 0)
  }
}
