import Domain

extension FeatureProgram {
  /// Positive, and small enough that no sum of a window can overflow its 128 bits.
  @inline(__always) static func isSane(_ price: Price, _ quantity: Quantity) -> Bool {
    price.units > 0 && price.units <= 1 << 50 && quantity.units > 0 && quantity.units <= 1 << 60
  }

  /// The time at which an event stamped `time` counts, or `nil` when it does not. Closes the candles that end thereby.
  @inline(__always) mutating func admit(_ time: Int64) -> Int64? {
    var decision = state.clock.admit(time)
    if decision == .startAnew {
      restart()
      decision = state.clock.admit(time)
    }
    guard case .take(let now) = decision else { return nil }
    for lane in state.lanes.indices where now >= state.lanes[lane].end { close(lane, at: now) }
    return now
  }

  /// Closes the open candle of a lane and renews the columns on it.
  private mutating func close(_ lane: Int, at now: Int64) {
    guard state.close(lane, at: now, scale: scale), let end = state.lanes[lane].closedAt else { return }
    state.seen[ProgramPlan.firstLane + lane] = end
    renewColumns(ofLane: lane)
  }

  /// Takes the numbers of a lane's columns from its slots.
  mutating func renewColumns(ofLane lane: Int) {
    let close = state.lanes[lane].close
    for plan in plan.lanes[lane] {
      let value = plan.form.value(state.slots.values[plan.slot], price: close)
      columns[plan.column] = value.isFinite ? value : .nan
    }
  }

  /// Hands a valid mid to what is computed on it.
  @inline(__always) mutating func observe(doubledMid mid: Int64, at now: Int64) {
    state.doubledMid = mid
    state.mid.update(SeriesPoint(time: now, value: Double(mid) / (2 * scale.pricePower)))
    state.seen[ProgramPlan.midStream] = now
    state.unwritten |= 1 << ProgramPlan.midStream
    for index in state.lanes.indices where state.lanes[index].source == .mid {
      state.lanes[index].observe(TradePoint(time: now, price: mid, quantity: 0, side: nil))
    }
  }

  /// Forgets the mids so far: they were trades, what follows are books.
  mutating func restartMid() {
    let fresh = freshState()
    state.doubledMid = nil
    state.mid = fresh.mid
    state.seen[ProgramPlan.midStream] = .min
    for slot in plan.midSlots.joined() { state.slots.values[slot] = .nan }
    for lane in state.lanes.indices where state.lanes[lane].source == .mid {
      state.lanes[lane] = fresh.lanes[lane]
      state.seen[ProgramPlan.firstLane + lane] = .min
      if let now = state.clock.now { close(lane, at: now) }
      renewColumns(ofLane: lane)
    }
  }

  private mutating func restart() {
    var fresh = freshState()
    fresh.clock = state.clock.restarted
    fresh.bookSeen = state.bookSeen
    fresh.staleValues = state.staleValues
    state = fresh
    for column in columns.indices { columns[column] = .nan }
  }

  private func freshState() -> ProgramState {
    do throws(Diagnostic) {
      return try ProgramCompiler(set, instrument: instrument, columns: wanted).state
    } catch {
      preconditionFailure("what compiled once compiles again: \(error)")
    }
  }
}
