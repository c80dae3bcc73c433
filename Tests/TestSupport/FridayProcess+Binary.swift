import Foundation

extension FridayProcess {
  /// The program under test: `$FRIDAY_BINARY`, else the one built beside this test bundle, else `.build/release/friday`.
  public static func binary() throws -> String {
    var places: [String] = []
    if let named = ProcessInfo.processInfo.environment["FRIDAY_BINARY"], !named.isEmpty { places.append(named) }
    for argument in CommandLine.arguments.prefix(1) + [Bundle.main.bundlePath] {
      let folder = URL(fileURLWithPath: argument)
      places.append(folder.deletingLastPathComponent().appendingPathComponent("friday").path)
      places.append(folder.appendingPathComponent("friday").path)
    }
    for configuration in ["release", "debug"] {
      places.append(RepositoryRoot.url.appendingPathComponent(".build/\(configuration)/friday").path)
    }
    for place in places where FileManager.default.isExecutableFile(atPath: place) {
      let kind = try FileManager.default.attributesOfItem(atPath: URL(fileURLWithPath: place).resolvingSymlinksInPath().path)[.type]
      if kind as? FileAttributeType == .typeRegular { return place }
    }
    throw Failure.noBinary(places)
  }
}
