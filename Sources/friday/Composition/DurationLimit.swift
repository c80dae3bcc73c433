import ServiceLifecycle

/// Ends the run when its time is over.
struct DurationLimit: Service {
  let limit: Duration

  func run() async throws {
    try await cancelWhenGracefulShutdown { try await Task.sleep(for: limit) }
  }
}
