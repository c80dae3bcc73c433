import Foundation

/// A symbolic link that changes its target in one step, as a person who rolls out a model would do it.
public enum SymbolicLink {
  /// Makes the link, or points the one that is there elsewhere; nobody sees a moment without it.
  public static func point(_ link: String, to target: String) throws {
    let fresh = link + ".new"
    try? FileManager.default.removeItem(atPath: fresh)
    try FileManager.default.createSymbolicLink(atPath: fresh, withDestinationPath: target)
    // SAFETY: both strings are passed as C strings for the call alone.
    guard unsafe rename(fresh, link) == 0 else { throw CocoaError(.fileWriteUnknown) }
  }
}
