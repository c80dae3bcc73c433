public import Domain

/// Takes what a person should see.
public protocol AlertSink: Sendable {
  func alert(_ severity: Severity, code: String, message: String)
}
