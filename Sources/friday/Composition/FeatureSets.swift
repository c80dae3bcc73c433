import Domain
import Features
import Foundation

/// The feature sets a person can name: `default`, the file that ships with the program; `compact`, built in; or a file of definitions by its path.
enum FeatureSets {
  /// Name of the set that ships with the program.
  static let bundled = "default"

  /// The set of this name, or of the definitions file at this path.
  static func named(_ name: String) throws(Diagnostic) -> FeatureSet {
    if name == FeatureSet.compact.name { return .compact }
    let path = try path(name)
    return try FeatureRegistry.read(try DefinitionFile.read(path: path), file: path).featureSet()
  }

  /// Where the definitions of a name lie; anything with a dot or a slash is a path.
  static func path(_ name: String) throws(Diagnostic) -> String {
    if name.contains("/") || name.contains(".") { return name }
    guard name == bundled else {
      let near = Suggestion.nearest(to: name, among: [bundled, FeatureSet.compact.name]).map { "did you mean \"\($0)\"?" }
      throw Diagnostic(
        code: "features.unknown_set", exitCode: .usage, message: "there is no feature set \"\(name)\"",
        hint: near ?? "there are \(bundled) and \(FeatureSet.compact.name); a file of definitions is named by its path, such as ./mine.yaml")
    }
    guard let path = Bundle.module.path(forResource: bundled, ofType: "yaml", inDirectory: "feature-sets") else {
      throw Diagnostic(
        code: "features.default_missing", exitCode: .unavailable, message: "the default feature set is not beside the program",
        hint: "keep the folder gal-friday_friday.resources beside friday")
    }
    return path
  }
}
