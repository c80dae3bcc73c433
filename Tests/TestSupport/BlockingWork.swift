import Foundation

/// Runs blocking test code on a thread of its own, so that it never occupies one of the few threads that async code shares.
public enum BlockingWork {
  /// Runs `work` and waits for it without blocking.
  public static func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
      Thread.detachNewThread { continuation.resume(with: Result { try work() }) }
    }
  }
}
