public import Domain

extension FeatureProgram {
  /// Writes the features at the latest event's time: values, mask, instrument and schema hash. The caller sets the time.
  ///
  /// Asking is not an event: however often it is asked, the answers that follow are the same.
  ///
  /// - Parameter vector: made for the same set; its storage is reused.
  /// - Complexity: O(columns), no allocation.
  public mutating func write(into vector: inout FeatureVector) {
    precondition(vector.values.count == columns.count, "the vector was made for another set")
    let now = state.clock.now ?? 0
    state.writeSlots(at: now)

    let price = state.doubledMid.map { Double($0) / (2 * scale.pricePower) } ?? .nan
    for plan in plan.live {
      let value = plan.form.value(state.slots.values[plan.slot], price: price)
      columns[plan.column] = value.isFinite ? value : .nan
    }
    let withheld = withheldColumns(at: now)
    var present: UInt128 = 0
    var values = vector.values.mutableSpan
    for column in columns.indices.reversed() {
      let value = columns[column]
      values[column] = value
      present = present << 1 | (value.isNaN ? 0 : 1)
    }
    var hidden = present & withheld
    present &= ~withheld
    while hidden != 0 {
      values[hidden.trailingZeroBitCount] = .nan
      hidden &= hidden - 1
    }
    vector.present = FeatureMask(bits: present)
    vector.instrument = id
    vector.schemaHash = set.schema.hash
  }

  /// Columns that may not show their number now: stale ones, and those that need a book or a mid while there is none.
  private mutating func withheldColumns(at now: Int64) -> UInt128 {
    var old: UInt128 = 0
    for group in plan.freshness {
      let seen = state.seen[group.stream]
      if seen != .min, now - seen > group.maximumAge { old |= group.columns }
    }
    stale = FeatureMask(bits: old)
    if old != 0 { state.staleValues += UInt64(old.nonzeroBitCount) }
    if state.bookSeen, !state.bookValid { old |= plan.needingBook }
    if state.doubledMid == nil { old |= plan.needingMid }
    return old
  }
}
