/// How a child ended, and what it said.
public struct ChildExit: Hashable, Sendable {
  /// The end itself.
  public enum Status: Hashable, Sendable {
    case exited(code: Int32)
    case signalled(Int32)

    /// 0 for a good end, else the code, or 128 + the signal, as a shell says it.
    public var shellCode: Int32 {
      switch self {
      case .exited(let code): code
      case .signalled(let signal): 128 + signal
      }
    }
  }

  /// How it ended.
  public var status: Status
  /// Was it killed because its time was over?
  public var timedOut: Bool
  /// The beginning of its standard output, up to ``ChildCommand/maximumOutputBytes``.
  public var standardOutput: [UInt8]
  /// The beginning of its standard error, likewise.
  public var standardError: [UInt8]
  /// Bytes of both streams beyond the bound.
  public var droppedBytes: Int

  /// Standard output as text.
  public var text: String { String(decoding: standardOutput, as: UTF8.self) }
  /// Standard error as text.
  public var talk: String { String(decoding: standardError, as: UTF8.self) }
  /// Exit code 0 within its time.
  public var isSuccess: Bool { status == .exited(code: 0) && !timedOut }
}
