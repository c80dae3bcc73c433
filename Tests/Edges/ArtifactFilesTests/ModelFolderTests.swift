import ArtifactFiles
import Domain
import Foundation
import TestSupport
import Testing

@Suite("a model's folder") struct ModelFolderTests {
  private let folder: TemporaryFolder
  private let bytes = Array("a model\n".utf8)

  init() throws {
    folder = try TemporaryFolder()
    try folder.write("{}", to: "metadata.json")
    try folder.write("a model\n", to: "model.json")
  }

  private var digest: String { SHA256.hexadecimal(of: bytes.span) }

  private func refusal(_ file: String, sha256: String? = nil, bytes count: Int64? = nil, limit: Int64 = 1 << 20) -> Diagnostic? {
    let model = ModelFolder(path: folder.path, maximumArtifactBytes: limit)
    return #expect(throws: Diagnostic.self, "\(file)") {
      try model.artifact(file: file, sha256: sha256 ?? digest, bytes: count ?? Int64(bytes.count))
    }
  }

  @Test("hands out manifest and artifact when length and digest agree") func whole() throws {
    let model = ModelFolder(path: folder.path)
    #expect(try model.manifest() == Array("{}".utf8))
    #expect(try model.artifact(file: "model.json", sha256: digest, bytes: 8) == bytes)
    #expect(model.manifestPath == folder.path("metadata.json"))
  }

  @Test("refuses an artifact that was changed, one byte of it too") func changed() throws {
    for index in bytes.indices {
      var other = bytes
      other[index] ^= 1
      try Data(other).write(to: URL(fileURLWithPath: folder.path("model.json")))
      let diagnostic = refusal("model.json")
      #expect(diagnostic?.code == "artifact.changed" && diagnostic?.exitCode == .badData && diagnostic?.message.contains(digest) == true)
    }
  }

  @Test("refuses a truncated or lengthened one by its length") func length() {
    #expect(refusal("model.json", bytes: 9)?.message.contains("truncated") == true)
    #expect(refusal("model.json", bytes: 7)?.message.contains("added") == true)
    #expect(refusal("model.json", bytes: 9)?.code == "artifact.truncated")
  }

  @Test(
    "refuses names that lead out of the folder",
    arguments: ["../model.json", "/etc/passwd", "a/b", "..", ".", "", "model.json\0.txt", "./model.json"])
  func escapes(_ file: String) {
    let diagnostic = refusal(file)
    #expect(diagnostic?.code == "artifact.name" && diagnostic?.exitCode == .badData && diagnostic?.hint != nil)
  }

  @Test("refuses what is too large before it is read, absent, or no file") func places() throws {
    #expect(refusal("model.json", limit: 7)?.code == "artifact.too_large")
    #expect(refusal("absent.json")?.code == "artifact.missing")
    try FileManager.default.createDirectory(atPath: folder.path("folder"), withIntermediateDirectories: false)
    #expect(refusal("folder")?.code == "artifact.unreadable")
    let empty = try TemporaryFolder()
    let diagnostic = #expect(throws: Diagnostic.self) { try ModelFolder(path: empty.path).manifest() }
    #expect(diagnostic?.code == "artifact.missing" && diagnostic?.message.contains(empty.path) == true)
    try folder.write(String(repeating: " ", count: 1 << 20) + "x", to: "metadata.json")
    let large = #expect(throws: Diagnostic.self) { try ModelFolder(path: folder.path).manifest() }
    #expect(large?.code == "artifact.too_large")
  }
}
