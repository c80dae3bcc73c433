import ArtifactFiles
import Foundation
import TestSupport
import Testing

/// Ensembles and calibrations are models like any other: scored by the command line, served by a run.
@Suite("Composed models", .serialized, .timeLimit(.minutes(5))) struct ComposedModelTests {
  private func digest(_ path: String) throws -> (String, Int) {
    let bytes = [UInt8](try #require(FileManager.default.contents(atPath: path)))
    return (SHA256.hexadecimal(of: bytes.span), bytes.count)
  }

  private func column(_ model: String, _ input: String, _ output: String) async throws -> [Double] {
    let run = try await FridayProcess.run(["predict", "--model", model, "--input", input, "--output", output])
    #expect(run.exitCode == 0, "\(run.talk.suffix(500))")
    return run.text.split(separator: "\n").map { Double($0) ?? .nan }
  }

  @Test("a calibrated, weighted ensemble is scored as its formula says, and serves a run") func ensemble() async throws {
    let folder = try TemporaryFolder()
    let (one, two) = (try await SeededModelFolder("1.0.0", seed: 4, in: folder).path, try await SeededModelFolder("1.1.0", seed: 5, in: folder).path)
    let composed = folder.path("composed")
    try FileManager.default.copyItem(atPath: one, toPath: composed)
    try FileManager.default.moveItem(atPath: composed + "/model.json", toPath: composed + "/a.json")
    try FileManager.default.copyItem(atPath: two + "/model.json", toPath: composed + "/b.json")
    try #"{"friday_model":1,"ensemble":"weighted","members":[{"file":"a.json","weight":3},{"file":"b.json","weight":1}]}"#
      .write(toFile: composed + "/blend.json", atomically: true, encoding: .utf8)
    try #"{"friday_model":1,"calibration":{"method":"platt","a":-1.5,"b":0.25},"model":"blend.json"}"#
      .write(toFile: composed + "/model.json", atomically: true, encoding: .utf8)

    let rows = composed + "/rows.csv"
    let (first, second) = (try await column(one + "/model.json", rows, "margin"), try await column(two + "/model.json", rows, "margin"))
    let (margins, values) = (try await column(composed + "/model.json", rows, "margin"), try await column(composed + "/model.json", rows, "value"))
    try #require(margins.count == 32 && first.count == 32)
    for row in margins.indices {
      // The members' margins are single-precision numbers, printed as such.
      let margin = 0.75 * Double(Float(first[row])) + 0.25 * Double(Float(second[row]))
      #expect(abs(margins[row] - margin) < 1e-12)
      #expect(abs(values[row] - 1 / (1 + exp(-1.5 * margin + 0.25))) < 1e-9)
    }

    // The folder as a run takes it: every file under its digest, answers of the reference rows beside it.
    let header = try #require(try String(contentsOfFile: rows, encoding: .utf8).split(separator: "\n").first)
    let lines = try String(contentsOfFile: rows, encoding: .utf8).split(separator: "\n").dropFirst().enumerated().map { "\($1),\(margins[$0]),\(values[$0])" }
    try (["\(header),margin,value"] + lines).joined(separator: "\n").appending("\n").write(toFile: composed + "/reference.csv", atomically: true, encoding: .utf8)
    let manifest = composed + "/metadata.json"
    var object = try #require(try JSONSerialization.jsonObject(with: Data(contentsOf: URL(fileURLWithPath: manifest))) as? [String: Any])
    for (key, file) in [("artifact", "model.json"), ("reference", "reference.csv")] {
      let (sha256, bytes) = try digest(composed + "/" + file)
      object[key] = ["file": file, "sha256": sha256, "bytes": bytes]
    }
    var members: [String: String] = [:]
    for file in ["blend.json", "a.json", "b.json"] { members[file] = try digest(composed + "/" + file).0 }
    object["members"] = members
    object["version"] = "3.0.0"
    try JSONSerialization.data(withJSONObject: object).write(to: URL(fileURLWithPath: manifest))
    let options = ["run", "--seed", "1", "--speed", "max", "--duration", "2s", "--json", "--listen", "127.0.0.1:0"]
    let run = try await FridayProcess.run(options + ["--model", composed, "--data", folder.path("data")])
    #expect(run.exitCode == 0, "\(run.talk.suffix(800))")
    #expect((try run.object()["models"] as? [[String: Any]])?.first?["version"] as? String == "3.0.0")

    // A member that was changed after it was listed is refused.
    try FileManager.default.removeItem(atPath: composed + "/b.json")
    try FileManager.default.copyItem(atPath: composed + "/a.json", toPath: composed + "/b.json")
    let refused = try await FridayProcess.run(options + ["--model", composed, "--data", folder.path("other")])
    #expect(refused.exitCode == 65 && refused.talk.contains("b.json") && refused.talk.contains("sha256"), "\(refused.talk.suffix(500))")
  }
}
