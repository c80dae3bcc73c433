/// A line that a child has just said, without its newline.
public struct ChildLine: Hashable, Sendable {
  /// Which of the two streams it came on.
  public enum Stream: Hashable, Sendable, CaseIterable { case standardOutput, standardError }
  /// Where it was said.
  public var stream: Stream
  /// What was said; bytes that are no UTF-8 become U+FFFD.
  public var text: String

  /// A line as its values.
  public init(stream: Stream, text: String) {
    self.stream = stream
    self.text = text
  }
}
