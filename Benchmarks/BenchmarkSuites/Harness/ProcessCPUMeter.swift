#if canImport(Glibc)
internal import Glibc
#endif

/// The process's own CPU clock, all threads, in steps of a microsecond.
public struct ProcessCPUMeter: CPUMeter {
  /// A meter without state.
  public init() {}

  /// `clock()`: glibc reads CLOCK_PROCESS_CPUTIME_ID for it; one POSIX clock tick is a microsecond.
  public func seconds() -> Double { Double(clock()) / 1e6 }
}
