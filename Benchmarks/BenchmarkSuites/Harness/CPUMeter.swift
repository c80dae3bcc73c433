/// The door through which the harness learns how much processor time this process has used.
public protocol CPUMeter: Sendable {
  /// CPU seconds of all threads of this process since some fixed moment; never decreases.
  func seconds() -> Double
}
