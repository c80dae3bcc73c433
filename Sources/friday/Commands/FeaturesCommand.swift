import ArgumentParser

/// `friday features list|check|compute|table|candles`.
struct FeaturesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "features", abstract: "Feature definitions, and tables of features computed from recordings.",
    subcommands: [FeaturesListCommand.self, FeaturesCheckCommand.self, FeaturesComputeCommand.self, FeaturesTableCommand.self, FeaturesCandlesCommand.self])
}
