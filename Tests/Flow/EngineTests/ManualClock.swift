import Ports
import Synchronization

/// Clocks that move by a fixed step each time they are read, so that latencies are known.
final class ManualClock: LatencyClock {
  private let wall = Atomic<UInt64>(1_000)
  private let processor = Atomic<UInt64>(500)

  /// Lets time pass.
  func advance(seconds: UInt64) { wall.add(seconds * 1_000_000_000, ordering: .relaxed) }

  func monotonic() -> UInt64 { wall.add(1_000, ordering: .relaxed).newValue }
  func threadCPU() -> UInt64 { processor.add(300, ordering: .relaxed).newValue }
}
