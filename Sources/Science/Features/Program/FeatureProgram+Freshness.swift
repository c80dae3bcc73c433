public import Domain

extension FeatureProgram {
  /// The age of every column's input at `time`: the latest event's unless given. With the wall clock it also tells of a feed that has gone silent.
  ///
  /// - Complexity: O(columns); for status pages and metrics, not for ticks.
  public func freshness(at time: Timestamp? = nil) -> [FeatureFreshness] {
    let now = time?.nanoseconds ?? state.clock.now
    return set.columns.indices.map { column in
      let seen = state.seen[plan.streams[column]]
      let observed = seen == .min ? nil : seen
      return FeatureFreshness(
        column: set.columns[column].name, observed: observed.map { Timestamp(nanoseconds: $0) },
        age: observed.flatMap { seen in now.map { max(0, $0 - seen) } },
        maximumAge: set.definitions[set.columns[column].definition].maximumAge)
    }
  }
}
