import Synchronization

/// Raised by a cancelled task, looked at by the transfer.
final class CancelFlag: Sendable {
  private let flag = Atomic<Bool>(false)
  func raise() { flag.store(true, ordering: .relaxed) }
  var isRaised: Bool { flag.load(ordering: .relaxed) }
}
