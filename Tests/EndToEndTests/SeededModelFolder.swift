import ArtifactFiles
import Foundation
import TestSupport

/// A model folder as large as the reference's model A: 100 perfect trees of six questions over the default set, thresholds taken from real rows, leaves
/// from a seed. It predicts nothing; it costs what such a model costs.
struct SeededModelFolder {
  private struct Manifest: Decodable {
    struct Schema: Decodable { var columns: [String] }
    var feature_schema: Schema
  }

  let path: String

  init(_ version: String, seed: UInt64, in folder: TemporaryFolder) async throws {
    let shipped = RepositoryRoot.url.appendingPathComponent("Sources/friday/Resources/default-model")
    path = folder.path("model-\(version)")
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let manifestData = try Data(contentsOf: shipped.appendingPathComponent("metadata.json"))
    let columns = try JSONDecoder().decode(Manifest.self, from: manifestData).feature_schema.columns
    let rows = try String(contentsOf: shipped.appendingPathComponent("reference.csv"), encoding: .utf8).split(separator: "\n").dropFirst().prefix(32)
      .map { $0.split(separator: ",", omittingEmptySubsequences: false).dropLast(2).map(String.init) }
    let model = path + "/model.json"
    try Self.forest(columns, rows, seed: seed).write(toFile: model, atomically: true, encoding: .utf8)

    // The answers of the reference rows, from the command line.
    let input = path + "/rows.csv"
    let header = columns.joined(separator: ",")
    try ([header] + rows.map { $0.joined(separator: ",") }).joined(separator: "\n").appending("\n").write(toFile: input, atomically: true, encoding: .utf8)
    var answers: [[Substring]] = []
    for output in ["margin", "value"] {
      let run = try await FridayProcess.run(["predict", "--model", model, "--input", input, "--output", output])
      answers.append(run.text.split(separator: "\n"))
    }
    let lines = rows.indices.map { "\(rows[$0].joined(separator: ",")),\(answers[0][$0]),\(answers[1][$0])" }
    let reference = path + "/reference.csv"
    try (["\(header),margin,value"] + lines).joined(separator: "\n").appending("\n").write(toFile: reference, atomically: true, encoding: .utf8)

    var manifest = try JSONSerialization.jsonObject(with: manifestData) as? [String: Any] ?? [:]
    manifest["version"] = version
    manifest["artifact"] = try Self.described(model)
    manifest["reference"] = try Self.described(reference)
    try JSONSerialization.data(withJSONObject: manifest).write(to: URL(fileURLWithPath: path + "/metadata.json"))
  }

  private static func described(_ path: String) throws -> [String: Any] {
    let bytes = [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
    return ["file": (path as NSString).lastPathComponent, "sha256": SHA256.hexadecimal(of: bytes.span), "bytes": bytes.count]
  }

  private static func forest(_ columns: [String], _ rows: [[String]], seed: UInt64) -> String {
    var random = SeededGenerator(seed: seed)
    let trees = (0..<100).map { tree(Int($0), columns.count, rows, &random) }
    let names = columns.map { "\"\($0)\"" }.joined(separator: ",")
    return """
      {"learner":{"attributes":{},"feature_names":[\(names)],"feature_types":[],"gradient_booster":{"model":{"gbtree_model_param":\
      {"num_parallel_tree":"1","num_trees":"100"},"tree_info":[\((0..<100).map { _ in "0" }.joined(separator: ","))],"trees":[\(trees.joined(separator: ","))]},\
      "name":"gbtree"},"learner_model_param":{"base_score":"5E-1","num_class":"0","num_feature":"\(columns.count)","num_target":"1"},\
      "objective":{"name":"binary:logistic","reg_loss_param":{"scale_pos_weight":"1"}}},"version":[2,1,4]}
      """
  }

  private static func tree(_ id: Int, _ columns: Int, _ rows: [[String]], _ random: inout SeededGenerator) -> String {
    var left: [Int] = []
    var right: [Int] = []
    var features: [Int] = []
    var conditions: [String] = []
    for node in 0..<127 {
      guard node < 63 else {
        left.append(-1)
        right.append(-1)
        features.append(0)
        conditions.append("\(Double(Int(random.next() % 2001) - 1000) / 20_000)")
        continue
      }
      let feature = Int(random.next() % UInt64(columns))
      let seen = rows.map { $0[feature] }.filter { !$0.isEmpty }
      left.append(2 * node + 1)
      right.append(2 * node + 2)
      features.append(feature)
      conditions.append(seen.isEmpty ? "0" : seen[Int(random.next() % UInt64(seen.count))])
    }
    func list(_ values: [Int]) -> String { values.map(String.init).joined(separator: ",") }
    let zeros = list(Array(repeating: 0, count: 127))
    return """
      {"base_weights":[\(zeros)],"categories":[],"categories_nodes":[],"categories_segments":[],"categories_sizes":[],"default_left":[\(zeros)],"id":\(id),\
      "left_children":[\(list(left))],"loss_changes":[\(zeros)],"parents":[\(zeros)],"right_children":[\(list(right))],"split_conditions":\
      [\(conditions.joined(separator: ","))],"split_indices":[\(list(features))],"split_type":[\(zeros)],"sum_hessian":[\(zeros)],\
      "tree_param":{"num_deleted":"0","num_feature":"\(columns)","num_nodes":"127","size_leaf_vector":"1"}}
      """
  }
}
