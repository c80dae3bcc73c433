import ArgumentParser
import Domain
import Journal

/// `friday journal stat|verify|export`.
struct JournalCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "journal", abstract: "Look into the journal of a data folder.", subcommands: [Stat.self, Verify.self, Export.self])

  /// The journal of a run's data folder.
  static func folder(_ data: String) throws(Diagnostic) -> JournalFolder {
    try DataFolder(data).mustExist()
    return JournalFolder.within(data)
  }

  /// `friday journal stat DIR`.
  struct Stat: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stat", abstract: "Count records, points and bytes; read every record by its checksum.")
    @Argument(help: "Data folder of a run") var data = "friday-data"
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      let stat = try JournalStat.read(JournalCommand.folder(data))
      if json { return Terminal.print(stat.json) }
      Terminal.print("records   \(stat.records)\npoints    \(stat.points)\nbytes     \(stat.bytes)\nsegments  \(stat.segments)\ntorn      \(stat.tornBytes) bytes")
      if let first = stat.first, let last = stat.last { Terminal.print("from      \(first)\nto        \(last)") }
      for (destination, sequence) in stat.cursors.sorted(by: { $0.key < $1.key }) { Terminal.print("uploaded  \(destination) up to record \(sequence)") }
    }
  }

  /// `friday journal verify DIR`.
  struct Verify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "verify", abstract: "Verify every record's checksum and the chain of segments.")
    @Argument(help: "Data folder of a run") var data = "friday-data"
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      let stat = try JournalStat.read(JournalCommand.folder(data))
      if json { return Terminal.print(stat.json) }
      let torn = stat.tornBytes == 0 ? "nothing is torn" : "the last \(stat.tornBytes) bytes are torn: the next run cuts them"
      Terminal.print("\(stat.records) records in \(stat.segments) segments are whole; \(torn)")
    }
  }

  /// `friday journal export DIR`.
  struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "export", abstract: "Print the journal's points as line protocol.")
    @Argument(help: "Data folder of a run") var data = "friday-data"
    @Option(name: .long, help: "Only these streams: ticks, predictions, outcomes, drift, features") var stream: [String] = []

    func run() async throws {
      let streams = try PointStream.parse(stream)
      try JournalExport.lines(of: JournalCommand.folder(data), streams: streams.isEmpty ? Set(PointStream.allCases) : streams) {
        (lines) throws(Diagnostic) in Terminal.print(bytes: lines)
      }
    }
  }
}
