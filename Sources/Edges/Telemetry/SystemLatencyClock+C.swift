import Glibc
public import Ports

/// The machine's clocks.
public struct SystemLatencyClock: LatencyClock {
  public init() {}

  public func monotonic() -> UInt64 { Self.read(CLOCK_MONOTONIC) }

  public func threadCPU() -> UInt64 { Self.read(CLOCK_THREAD_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    // SAFETY: the pointer is to a local of the type the call fills; both clocks exist on every Linux.
    unsafe clock_gettime(clock, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
