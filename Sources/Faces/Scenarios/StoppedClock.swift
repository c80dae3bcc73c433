import Ports

/// A clock that stands still: in a simulation nothing takes time, and latency is nobody's question.
struct StoppedClock: LatencyClock {
  func monotonic() -> UInt64 { 0 }
  func threadCPU() -> UInt64 { 0 }
}
