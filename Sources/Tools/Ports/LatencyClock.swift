/// The two clocks latency is measured on. A door: the engine reads no clock itself, a simulation brings one that stands still.
public protocol LatencyClock: Sendable {
  /// CLOCK_MONOTONIC, nanoseconds.
  func monotonic() -> UInt64
  /// CPU time of the calling thread, nanoseconds.
  func threadCPU() -> UInt64
}
