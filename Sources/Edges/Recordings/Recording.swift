public import Domain

/// A recording, opened by what it holds.
public enum Recording {
  /// Market events, to be dressed as an exchange's frames.
  case market(RecordingReader)
  /// Frames, to be sent as they are.
  case frames(FrameReader)

  /// Opens a file of any known form.
  public static func open(path: String) throws(Diagnostic) -> Recording {
    try RecordingForm.detect(path: path) == .frames ? .frames(FrameReader(path: path)) : .market(RecordingReader(path: path))
  }
}
