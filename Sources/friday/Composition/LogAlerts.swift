import Domain
import Logging
import Ports

/// Alerts as log lines: where a person without an alerting system looks.
struct LogAlerts: AlertSink {
  let logger: Logger

  func alert(_ severity: Severity, code: String, message: String) {
    let level: Logger.Level =
      switch severity {
      case .low: .notice
      case .medium: .warning
      case .high: .error
      case .critical: .critical
      }
    logger.log(level: level, "alert", metadata: ["code": "\(code)", "reason": "\(message)", "severity": "\(severity.rawValue)"])
  }
}
