public import Synchronization

/// A mailbox with one place: hands a reference from any publishing thread to one consumer by swapping a pointer.
///
/// ```text
/// publish:  old ← exchange(place, new)      what nobody took comes back to the publisher
/// take:     load(place) = null → nothing    one relaxed load, no reference counted
///           exchange(place, null)           the consumer owns what it finds
/// ```
///
/// The newest letter wins: one that was displaced before it was taken never arrives, so the consumer sees letters in the order of their
/// publication, some of them missing. A letter belongs to exactly one side at a time: to the publisher, to the place, or to the consumer;
/// the place counts as one reference. Nobody waits: no lock, no loop.
///
/// The exchange of a publication releases and that of a taking acquires: the consumer sees everything the publisher wrote before.
///
/// - Complexity: O(1). An empty ``take()`` is one load and one branch, inlined into the caller.
@safe public final class Mailbox<Letter: AnyObject & Sendable>: Sendable {
  // SAFETY: a pointer in the place owns one reference; whoever exchanges it out takes over that reference, once.
  @usableFromInline let place: Atomic<Unmanaged<Letter>?>

  /// An empty mailbox.
  public init() {
    // SAFETY: null owns nothing.
    unsafe place = Atomic(nil)
  }

  deinit { _ = take() }

  /// Puts a letter in the place.
  ///
  /// - Returns: the letter it displaced before anybody took it; the caller holds the place's reference to it now.
  @discardableResult public func publish(_ letter: Letter) -> Letter? {
    // SAFETY: the reference retained here goes with the pointer; that of the pointer exchanged out is consumed exactly once, here.
    unsafe place.exchange(Unmanaged.passRetained(letter), ordering: .acquiringAndReleasing)?.takeRetainedValue()
  }

  /// Takes the letter out, if there is one.
  ///
  /// The load only asks whether the exchange is worth its price; what another thread put in since is found at the next call.
  @inlinable public func take() -> Letter? {
    // SAFETY: the load compares with null and follows no pointer.
    guard unsafe place.load(ordering: .relaxed) != nil else { return nil }
    // SAFETY: the exchange makes this thread the owner of the pointer's reference, which is consumed exactly once, here.
    return unsafe place.exchange(nil, ordering: .acquiring)?.takeRetainedValue()
  }
}
