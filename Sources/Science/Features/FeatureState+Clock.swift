import Domain

extension FeatureState {
  /// Positive, and small enough that no sum of a window can overflow its 128 bits.
  @inline(__always) static func isSane(_ price: Price, _ quantity: Quantity) -> Bool {
    price.units > 0 && price.units <= 1 << 50 && quantity.units > 0 && quantity.units <= 1 << 60
  }

  /// The time at which an event stamped `time` counts, or `nil` when it is too late to be an observation. Closes the bar that ends thereby.
  mutating func admit(_ time: Int64) -> Int64? {
    // Half of the range of Int64 on either side of 1970 (±146 years) leaves room for every window without overflow.
    guard time.magnitude < 1 << 62 else {
      refusedEvents += 1
      return nil
    }
    var admitted = time
    if let now, time < now {
      guard now - time <= Self.tolerance else {
        lateEvents += 1
        lateInARow += 1
        guard lateInARow >= Self.restartAfter else { return nil }
        restart()
        return admit(time)
      }
      admitted = now
    }
    lateInARow = 0
    now = admitted
    if let close = bars.advance(to: admitted) {
      strength.update(Double(close))
      convergence.update(Double(close))
    }
    return admitted
  }

  /// Hands a valid mid to what is computed on it.
  mutating func observe(doubledMid mid: Int64, at now: Int64) {
    doubledMid = mid
    return1.update(doubledMid: mid, at: now)
    return10.update(doubledMid: mid, at: now)
    return60.update(doubledMid: mid, at: now)
    volatility10.update(doubledMid: mid, at: now)
    volatility60.update(doubledMid: mid, at: now)
    bars.observe(mid)
  }

  /// Forgets the mids so far: they were trades, what follows are books.
  mutating func restartMid() {
    let fresh = FeatureState(set: set, instrument: instrument, id: id)
    doubledMid = nil
    return1 = fresh.return1
    return10 = fresh.return10
    return60 = fresh.return60
    volatility10 = fresh.volatility10
    volatility60 = fresh.volatility60
    bars = fresh.bars
    strength = fresh.strength
    convergence = fresh.convergence
    if let now { _ = bars.advance(to: now) }
  }

  mutating func restart() {
    var fresh = FeatureState(set: set, instrument: instrument, id: id)
    fresh.lateEvents = lateEvents
    fresh.refusedEvents = refusedEvents
    fresh.restarts = restarts + 1
    fresh.bookSeen = bookSeen
    self = fresh
  }
}
