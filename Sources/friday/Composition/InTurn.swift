import ServiceLifecycle

/// A service that may be done before its turn to shut down, and then waits for it.
///
/// A service group shuts its services down one after the other, last one first, so that the journal closes when nobody writes any more. It takes
/// any other service that returns meanwhile for a breakdown and cancels all at once: the exchange whose recording has ended just then would close the journal under
/// the feed. So nobody returns out of turn; who ends the run says so and waits like the others.
struct InTurn: Service {
  let base: any Service
  /// Called once when the service has done its work by itself.
  var whenDone: @Sendable () -> Void = {}

  func run() async throws {
    try await base.run()
    whenDone()
    // Cancelled or asked to shut down: both end the waiting.
    try? await gracefulShutdown()
  }
}
