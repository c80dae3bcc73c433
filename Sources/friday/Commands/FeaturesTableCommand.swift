import ArgumentParser
import Domain
import Features
import Foundation
import Ports
import Recordings
import Reports
import Training

/// `friday features table FILE --out T`.
struct FeaturesTableCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "table", abstract: "Make the training table of one market: features as known at each event, the label that came behind it, and a manifest.",
    discussion: """
      With --prepare the rows are filled and scaled; TABLE.preparation.json is then a model document that does the same in front of the model file it names.
      With --from the table is made again from a manifest: symbol, set, label, spacing and preparation of rows are the manifest's, and the answer is whether
      the bytes are the same.
      """)
  @Argument(help: "Recorded market data (CSV, or raw frames)") var file: String
  @Option(name: .long, help: "Table to write: CSV, or Parquet when the name ends so") var out: String
  @Option(name: .long, help: "Market; may be left out when the recording has one") var symbol: String?
  @Option(name: .long, help: "Name of a feature set, or path of a file of definitions") var set = FeatureSets.bundled
  @Option(name: .long, help: "touch:0.001:5m, end:0.001:5m, return:5m, log-return:5m or barrier:0.002:0.001:5m") var label = "touch:0.001:5m"
  @Option(name: .long, help: "Take a row at most once in so much event time, such as 1s; without it at every event") var every: TimeSpan?
  @Flag(name: .long, help: "Fill and scale the rows as the definitions say, by numbers fitted on the training rows; they are written beside the table")
  var prepare = false
  @Option(name: .long, help: "Manifest of a table to make again") var from: String?
  @Flag(name: .long, help: "Print one JSON document") var json = false

  func validate() throws {
    if let every, !TrainingRecipe.spacings.contains(every.nanoseconds) { throw ValidationError("--every is at most a day") }
  }

  func run() async throws {
    let recipe = try from.map { (path) throws(Diagnostic) in try TrainingRecipe.read(path: path) }
    let setName = recipe?.set ?? set
    let features = try FeatureSets.named(setName)
    let source = try FileDigest(path: file)
    if let recipe { try Self.check(recipe, source, features) }
    var market = try Recording(path: file)
    let instrument = try Self.instrument(recipe?.manifest.instrument ?? symbol, market.instruments, file)
    let label = try recipe?.manifest.label ?? LabelText.parse(label)
    var builder = TrainingTableBuilder(instrument: instrument.symbol, set: features.schema, label: label)
    let spacing = recipe?.everyNanoseconds ?? every?.nanoseconds ?? 0
    var nextRow = Int64.min
    var ordinal: Int64 = 0
    var progress = ProgressLine(total: market.count, unit: "rows")
    try await FeatureBatch.run(source: &market, set: features) { row throws(Diagnostic) in
      ordinal += 1
      progress.advance(to: Int(ordinal))
      guard row.symbol == instrument.symbol else { return }
      let time = row.vector.time.nanoseconds
      if time >= nextRow {
        builder.add(ordinal: ordinal, row.vector, price: row.doubledMid)
        nextRow = spacing > 0 ? (time / spacing + 1) * spacing : Int64.min
      } else {
        builder.add(ordinal: ordinal, at: time, price: row.doubledMid, features: nil)
      }
    }
    progress.end()
    var table = builder.table(from: TrainingManifest.Source(name: source.name, sha256: source.sha256))
    // A table made again takes the numbers of the first one: a preparation is fitted once.
    let preparation = recipe == nil ? (prepare ? try PreparationDocument.fit(table, features) : nil) : recipe?.preparation
    if let preparation { table = table.prepared(by: preparation) }
    try TrainingTableFile.write(table, to: out)
    let written = try FileDigest(path: out)
    if recipe == nil {
      let recipe = TrainingRecipe(
        manifest: table.manifest, set: setName, everyNanoseconds: spacing, preparation: preparation, table: written)
      try recipe.write(path: out + ".manifest.json")
      if let preparation { try PreparationDocument.write(preparation, model: "model.ubj", to: out + ".preparation.json") }
    }
    report(table.manifest, written, recipe)
  }

  private static func check(_ recipe: TrainingRecipe, _ source: FileDigest, _ set: FeatureSet) throws(Diagnostic) {
    guard recipe.manifest.source.sha256 == source.sha256 else {
      throw Diagnostic(
        code: "features.source", exitCode: .badData, message: "\(source.name) has the sha256 \(source.sha256), the manifest was made from \(recipe.manifest.source.sha256)",
        hint: "name the recording that the table was made from")
    }
    guard recipe.manifest.set.hash == set.schema.hashText else {
      throw Diagnostic(
        code: "features.set_changed", exitCode: .badData,
        message: "the feature set \(recipe.set) has the hash \(set.schema.hashText), the table was made with \(recipe.manifest.set.hash)",
        hint: "name the definitions as they were, or make a new table")
    }
  }

  private static func instrument(_ symbol: String?, _ instruments: [Instrument], _ file: String) throws(Diagnostic) -> Instrument {
    let symbols = instruments.map(\.symbol)
    guard let symbol else {
      guard instruments.count == 1 else {
        throw Diagnostic(
          code: "features.symbol", exitCode: .usage, message: "\(file) holds \(instruments.count) markets", hint: "name one with --symbol: \(symbols.joined(separator: ", "))")
      }
      return instruments[0]
    }
    guard let found = instruments.first(where: { $0.symbol == symbol }) else {
      let near = Suggestion.nearest(to: symbol, among: symbols).map { "did you mean \($0)?" }
      throw Diagnostic(
        code: "features.symbol", exitCode: .usage, message: "\(file) holds no market \"\(symbol)\"", hint: near ?? "it holds \(symbols.joined(separator: ", "))")
    }
    return found
  }

  private func report(_ manifest: TrainingManifest, _ written: FileDigest, _ recipe: TrainingRecipe?) {
    let isSame = recipe.map { $0.table.sha256 == written.sha256 }
    if json {
      let counts = manifest.counts
      let document = JSONTree.object([
        .init("rows", .integer(manifest.rows)), .init("labelled", .integer(counts.labelled)), .init("unlabelled", .integer(counts.unlabelled)),
        .init("late", .integer(counts.late)), .init("overflowing", .integer(counts.overflowing)), .init("features", .integer(manifest.columns.count)),
        .init("set_hash", .text(manifest.set.hash)), .init("sha256", .text(written.sha256)), .init("bytes", .integer(written.bytes)),
        .init("reproduced", isSame.map { .flag($0) } ?? .null),
      ])
      Terminal.print(document.description)
    } else {
      Terminal.say("\(manifest.rows) rows of \(manifest.columns.count) features, \(manifest.counts.labelled) labelled, sha256 \(written.sha256)")
      if manifest.counts.overflowing > 0 { Terminal.say("\(manifest.counts.overflowing) further rows were left out: a table holds no more.") }
      if let isSame { Terminal.say(isSame ? "The table is the same, byte for byte." : "The table is another one: the manifest says \(recipe?.table.sha256 ?? "").") }
    }
    if isSame == false { Terminal.exit(.no) }
  }
}
