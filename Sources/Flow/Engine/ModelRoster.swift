import Domain

/// The models of a run by the index under which the journal knows them, each with its tally.
///
/// A version keeps its index for as long as there is room: published again, it goes on where it was. When all ``capacity`` indices are
/// given, a new version gets the index of the one that left longest ago and whose predictions have all been resolved; its tally is forgotten.
struct ModelRoster {
  /// Indices there are. The journal restates every one of them at the head of each segment, so they are few.
  static let capacity = 128
  /// Models of one set.
  static let setSize = ModelSet.maximumChallengers + 1

  /// Indices of a set's models, champion first; places beyond its models are unused.
  typealias Indices = [9 of UInt16]

  /// One version.
  struct Entry {
    var version: ModelVersion
    /// Has the journal been told?
    var isStated = false
    /// Is it in the set that scores?
    var isServing = false
    /// Number of the latest set it was in.
    var latestSet: UInt64
    var predictions: UInt64 = 0
    var outcomes: UInt64 = 0
    /// Without an outcome for good: no tick fell into the horizon, or nothing more could wait.
    var missing: UInt64 = 0
    var squaredErrorSum = 0.0

    /// Predictions that wait for their outcome.
    var pending: UInt64 { predictions - outcomes - missing }

    /// May another version have its index when this set is numbered?
    func isVacant(in set: UInt64) -> Bool { !isServing && latestSet != set && pending == 0 }
  }

  private(set) var entries: [Entry] = []
  private var sets: UInt64 = 0
  /// Of every champion of the run together.
  private(set) var championOutcomes: UInt64 = 0
  private(set) var championHappened: UInt64 = 0
  private(set) var championSquaredErrorSum = 0.0

  init() { entries.reserveCapacity(Self.capacity) }

  /// Gives every version of a set its index.
  ///
  /// - Returns: `nil` when there are more new versions than indices to give; nothing that serves has changed then.
  mutating func assign(_ versions: [ModelVersion]) -> Indices? {
    precondition(versions.count <= Self.setSize, "a set has at most \(Self.setSize) models")
    sets += 1
    var indices = Indices(repeating: 0)
    for place in 0..<versions.count {
      if let known = self.place(of: versions[place]) { entries[known].latestSet = sets }
    }
    for place in 0..<versions.count {
      guard let index = index(of: versions[place]) else { return nil }
      indices[place] = UInt16(index)
    }
    for index in entries.indices { entries[index].isServing = entries[index].latestSet == sets }
    return indices
  }

  private func place(of version: ModelVersion) -> Int? {
    for index in 0..<entries.count where entries[index].version == version { return index }
    return nil
  }

  private mutating func index(of version: ModelVersion) -> Int? {
    if let known = place(of: version) { return known }
    let entry = Entry(version: version, latestSet: sets)
    if entries.count < Self.capacity {
      entries.append(entry)
      return entries.count - 1
    }
    var vacant: Int?
    for index in entries.indices where entries[index].isVacant(in: sets) {
      if let found = vacant, entries[found].latestSet <= entries[index].latestSet { continue }
      vacant = index
    }
    if let vacant { entries[vacant] = entry }
    return vacant
  }

  mutating func stated(_ index: UInt16) { entries[Int(index)].isStated = true }

  @inline(__always) mutating func predicted(_ index: UInt16) { entries[Int(index)].predictions += 1 }

  @inline(__always) mutating func missed(_ index: UInt16, count: Int = 1) { entries[Int(index)].missing += UInt64(count) }

  @inline(__always) mutating func resolved(_ outcome: borrowing Outcome) {
    let index = Int(outcome.prediction.model)
    // A network can answer NaN: that outcome has no error, and one of them must not make the whole score unknown.
    guard outcome.squaredError.isFinite else { return missed(outcome.prediction.model) }
    entries[index].outcomes += 1
    entries[index].squaredErrorSum += outcome.squaredError
  }

  /// An outcome of the prediction that counts.
  @inline(__always) mutating func resolvedChampion(_ outcome: borrowing Outcome) {
    resolved(outcome)
    guard outcome.squaredError.isFinite else { return }
    championOutcomes += 1
    if outcome.happened { championHappened += 1 }
    championSquaredErrorSum += outcome.squaredError
  }
}
