import Glibc

extension JournalFolder {
  /// Names in a folder, or `nil` when it cannot be read.
  static func names(_ path: String) -> [String]? {
    // SAFETY: the path is NUL-ended for the call; the stream is open until this function ends; an entry is copied before the next read replaces it.
    guard let directory = unsafe opendir(path) else { return nil }
    defer { unsafe _ = closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
      // SAFETY: d_name is NUL-ended within the entry.
      let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }

  static func makeFolder(_ path: String) -> Bool {
    // SAFETY: the path is NUL-ended for the call; so below.
    unsafe mkdir(path, 0o755) == 0
  }

  static func rename(_ path: String, _ name: String) -> Bool {
    // SAFETY: as above.
    unsafe Glibc.rename(path, name) == 0
  }

  static func remove(_ path: String) {
    // SAFETY: as above.
    unsafe _ = unlink(path)
  }

  var exists: Bool {
    var status = stat()
    // SAFETY: status outlives the call.
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Makes names given and taken in the folder durable.
  static func syncNames(_ path: String) {
    guard case .success(let folder) = JournalFile.open(path, O_RDONLY | O_DIRECTORY) else { return }
    fsync(folder.descriptor)
  }
}
