import Synchronization

/// Counts the streams being served, against a bound.
final class ClientSlots: Sendable {
  let capacity: Int
  private let taken = Mutex(0)

  init(capacity: Int) {
    precondition(capacity > 0, "room for at least one client")
    self.capacity = capacity
  }

  /// How many are taken.
  var count: Int { taken.withLock { $0 } }

  /// Takes a slot, or says that there is none.
  func take() -> Bool {
    taken.withLock { taken in
      guard taken < capacity else { return false }
      taken += 1
      return true
    }
  }

  func giveBack() {
    taken.withLock { taken in
      precondition(taken > 0, "given back once for each time taken")
      taken -= 1
    }
  }
}
