import Domain
import Engine
import HTTPTransport
import Influx
import Journal
import Logging
import ServiceLifecycle

/// Uploads while the run lasts, shows how far it is, and drains the journal's tail when the run ends.
struct DrainingUploader: Service {
  let uploader: InfluxUploader
  let board: SnapshotBoard
  let drainLimit: Duration
  let logger: Logger

  var counters: UploadCounters { uploader.counters }

  func run() async throws {
    await withThrowingTaskGroup(of: Void.self) { tasks in
      tasks.addTask {
        while !Task.isCancelled {
          board.amend { $0.pointsUploaded = uploader.counters.uploaded }
          try await Task.sleep(for: .milliseconds(250))
        }
      }
      // Returns at graceful shutdown, when the feed has ended: what it left in the journal goes up now.
      try? await uploader.run()
      if !(await uploader.drain(deadline: .now + drainLimit)) {
        logger.warning(
          "upload not finished", metadata: ["sequence": "\(uploader.counters.sequence)", "next": "the next run goes on from there"])
      }
      board.amend { $0.pointsUploaded = uploader.counters.uploaded }
      tasks.cancelAll()
    }
  }

  /// - Returns: `nil` without a configured InfluxDB.
  init?(_ settings: Settings.InfluxServer?, streams: Set<PointStream>, journal: JournalService, folder: DataFolder, board: SnapshotBoard, logger: Logger) throws(Diagnostic) {
    guard let settings else { return nil }
    guard settings.url.hasPrefix("http://") || settings.url.hasPrefix("https://") else {
      throw Diagnostic(
        code: "config.influx_url", exitCode: .badConfiguration, message: "influx.url is \"\(settings.url)\", which is no http:// address",
        hint: "write for example http://127.0.0.1:8086")
    }
    let interface: InfluxConfiguration.Interface
    if settings.version == 2 {
      guard let token = settings.token, let organisation = settings.organisation else {
        throw Diagnostic(
          code: "config.influx_token", exitCode: .badConfiguration, message: "InfluxDB 2 needs influx.organisation and a token",
          hint: "set influx.organisation, and the token in FRIDAY_INFLUX_TOKEN")
      }
      interface = .v2(organisation: organisation, bucket: settings.database, token: InfluxToken(token.exposed))
    } else {
      let credentials = settings.user.map { HTTPCredentials(user: $0, password: settings.password?.exposed ?? "") }
      interface = .v1(database: settings.database, credentials: credentials)
    }
    uploader = InfluxUploader(
      source: JournalPointSource(following: journal, streams: streams), cursors: FileCursorStore(JournalFolder(folder.journal)),
      configuration: InfluxConfiguration(url: settings.url, interface: interface, createDatabase: settings.createDatabase), logger: logger)
    self.board = board
    drainLimit = .seconds(settings.drainSeconds)
    self.logger = logger
  }
}
