import Foundation

/// Processor time: what a measurement compares, because a machine shared with others says nothing by its wall clock.
public enum CPUClock {
  /// Nanoseconds this thread has run.
  public static func thread() -> UInt64 { read(CLOCK_THREAD_CPUTIME_ID) }

  /// Nanoseconds all threads of this process have run.
  public static func process() -> UInt64 { read(CLOCK_PROCESS_CPUTIME_ID) }

  private static func read(_ clock: clockid_t) -> UInt64 {
    var time = timespec()
    // SAFETY: the pointer is to a local of the type the call fills; both clocks exist on every Linux.
    unsafe clock_gettime(clock, &time)
    return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
  }
}
