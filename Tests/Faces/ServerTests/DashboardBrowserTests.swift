import Domain
import Engine
import Foundation
import Server
import Telemetry
import TestSupport
import Testing

@Suite("The dashboard in a browser", .serialized, .timeLimit(.minutes(5)))
struct DashboardBrowserTests {
  /// What the page shows at one moment.
  private struct Reading: Decodable, Sendable {
    var ticks: Double
    var predictions: Double
    var outcomes: Double
    var points: Double
    var updates: Double
  }

  private static let reading = """
    const value = (id) => Number(document.getElementById(id).dataset.value);
    const reading = () => ({ ticks: value("ticks"), predictions: value("predictions"), outcomes: value("outcomes"),
      points: value("journal-points"), updates: value("updates") });

    """

  /// Resolves when the text of an element has changed a number of times, with the reading before and after.
  private static func changes(of id: String, times: Int) -> String {
    reading + """
      const node = document.getElementById("\(id)");
      let first = null, seen = 0;
      const observer = new MutationObserver(() => {
        if (node.dataset.value === undefined) return;
        first ??= reading();
        seen += 1;
        if (seen > \(times)) { observer.disconnect(); setTimeout(() => done([first, reading()])); }
      });
      observer.observe(node, { childList: true, characterData: true, subtree: true });
      """
  }

  private func keep(_ image: Data, as name: String) throws {
    let folder = URL(
      fileURLWithPath: ProcessInfo.processInfo.environment["FRIDAY_SCREENSHOTS"]
        ?? NSTemporaryDirectory() + "friday-screenshots-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try image.write(to: folder.appending(path: "\(name).png"))
    #expect(image.count > 10_000, "an empty page is smaller than this")
  }

  /// Runs `body` with a browser and a server whose engine moves on, one step at each look of the stream.
  private func withTickingEngine(_ body: @Sendable @escaping (WebDriver, RunningServer) async throws -> Void) async throws {
    let began = JSONLogHandler.wallClock()
    try await RunningServer.with(ExampleSnapshot.working(), wallClock: { JSONLogHandler.wallClock() }) { server in
      try await withThrowingTaskGroup(of: Void.self) { tasks in
        tasks.addTask {
          // The engine of this test: its pace only has to be quicker than the stream's.
          for step in 1... {
            guard (try? await Task.sleep(for: .milliseconds(100))) != nil else { return }
            var snapshot = ExampleSnapshot.working(step: step)
            snapshot.startedAt = began
            server.board.post(snapshot)
          }
        }
        let browser = try await WebDriver.start()
        do {
          try await body(browser, server)
        } catch {
          await browser.quit()
          tasks.cancelAll()
          throw error
        }
        await browser.quit()
        tasks.cancelAll()
      }
    }
  }

  @Test(
    "shows numbers that move, in a dark and a light scheme and on a phone",
    .disabled(if: WebDriver.reasonToSkip != nil, "\(WebDriver.reasonToSkip ?? "")"))
  func moves() async throws {
    try await withTickingEngine { browser, server in
      try await browser.open("http://127.0.0.1:\(server.port)/")
      let both: [Reading] = try await browser.wait(Self.changes(of: "ticks", times: 2))
      #expect(both[1].ticks > both[0].ticks)
      #expect(both[1].predictions > both[0].predictions)
      #expect(both[1].outcomes > both[0].outcomes)
      #expect(both[1].points > both[0].points)
      #expect(both[1].updates >= both[0].updates + 2)

      let rate: Double = try await browser.evaluate("return Number(document.getElementById('ticks-rate').dataset.value)")
      #expect(rate > 0)

      // Both sparklines need a few seconds of values before they are worth looking at.
      let _: Bool = try await browser.wait(Self.changes(of: "updates", times: 40).replacing("done([first, reading()])", with: "done(true)"))
      var grounds: [String: String] = [:]
      for scheme in ["dark", "light"] {
        try await browser.emulate(colorScheme: scheme)
        grounds[scheme] = try await browser.evaluate("return getComputedStyle(document.body).backgroundColor")
        for (width, height, suffix) in [(1280, 1500, ""), (360, 2600, "-360")] {
          try await browser.resize(width: width, height: height)
          try keep(try await browser.screenshot(), as: "dashboard-\(scheme)\(suffix)")
          let overflow: Double = try await browser.evaluate("return document.documentElement.scrollWidth - window.innerWidth")
          #expect(overflow <= 0, "nothing sticks out at \(width) px")
        }
      }
      #expect(grounds["dark"] != grounds["light"])
    }
  }

  @Test(
    "keeps text readable in both schemes: contrast of 4.5 or more",
    .disabled(if: WebDriver.reasonToSkip != nil, "\(WebDriver.reasonToSkip ?? "")"))
  func contrast() async throws {
    try await withTickingEngine { browser, server in
      try await browser.open("http://127.0.0.1:\(server.port)/")
      let _: Bool = try await browser.wait(Self.changes(of: "ticks", times: 1).replacing("done([first, reading()])", with: "done(true)"))
      for scheme in ["dark", "light"] {
        try await browser.emulate(colorScheme: scheme)
        let poor: [String] = try await browser.evaluate(Self.poorContrasts)
        #expect(poor == [], "\(scheme)")
      }
      // The toggle goes from the system's scheme to dark and to light, whatever the system says.
      let grounds: [String] = try await browser.evaluate(
        """
        const button = document.getElementById("theme");
        const look = () => { button.click(); return button.textContent + " " + getComputedStyle(document.body).backgroundColor; };
        return [look(), look(), look()];
        """)
      #expect(grounds == ["dark rgb(13, 17, 20)", "light rgb(243, 245, 246)", "auto rgb(243, 245, 246)"])
    }
  }

  /// WCAG 2's contrast of every visible text with the nearest opaque ground behind it.
  private static let poorContrasts = """
    const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
    const linear = (c) => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
    const light = ([r, g, b]) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    const ground = (node) => {
      for (let at = node; at; at = at.parentElement) {
        const colour = parse(getComputedStyle(at).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    const poor = [];
    let looked = 0;
    for (const node of document.querySelectorAll("body *")) {
      const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
      if (!own || !node.getClientRects().length) continue;
      looked += 1;
      const pair = [light(parse(getComputedStyle(node).color)), light(ground(node))].sort((a, b) => b - a);
      const ratio = (pair[0] + 0.05) / (pair[1] + 0.05);
      if (ratio < 4.5) poor.push(`${node.tagName} ${node.className} "${node.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
    }
    if (looked < 60) poor.push(`only ${looked} texts were found`);
    return poor;
    """

  @Test(
    "gives a reason for what is not known, marks missing features, and says when the engine is gone",
    .disabled(if: WebDriver.reasonToSkip != nil, "\(WebDriver.reasonToSkip ?? "")"))
  func reasons() async throws {
    try await RunningServer.with(ExampleSnapshot.empty) { server in
      let browser = try await WebDriver.start()
      do {
        try await browser.open("http://127.0.0.1:\(server.port)/")
        let text = { (id: String) in "document.getElementById(\"\(id)\").textContent" }
        let shown: [String] = try await browser.wait(
          """
          const look = () => document.getElementById("updates").dataset.value
            ? done([\(["brier", "brier-note", "uploaded-note", "connection", "ticks"].map(text).joined(separator: ", "))])
            : requestAnimationFrame(look);
          look();
          """)
        #expect(shown == ["–", "no prediction yet", "no InfluxDB is configured", "feed not connected", "0"])
        #expect(try await browser.evaluate("return !document.getElementById('account-empty').hidden", as: Bool.self))
        try await browser.emulate(colorScheme: "light")
        try keep(try await browser.screenshot(), as: "dashboard-empty")

        server.board.post(ExampleSnapshot.working())
        let missing: Int = try await browser.wait(
          """
          const look = () => {
            const cells = [...document.querySelectorAll("#features td[data-missing]")].filter((cell) => cell.textContent === "missing");
            if (cells.length) done(cells.length); else requestAnimationFrame(look);
          };
          look();
          """)
        #expect(missing == 2)
        let drifted: Int = try await browser.evaluate("return document.querySelectorAll('#verdicts td[data-drifted=true]').length")
        #expect(drifted == ExampleSnapshot.working().alarms.count)

        server.board.amend { $0.failure = "journal full" }
        let banner: String = try await browser.wait(
          """
          const look = () => {
            const node = document.getElementById("failure");
            if (!node.hidden) done(node.textContent); else requestAnimationFrame(look);
          };
          look();
          """)
        #expect(banner.contains("journal full"))

        await server.shutDown()
        let state: String = try await browser.wait(
          """
          const look = () => {
            const state = document.getElementById("connection").dataset.state;
            if (state === "lost") done(state); else requestAnimationFrame(look);
          };
          look();
          """)
        #expect(state == "lost")
      } catch {
        await browser.quit()
        throw error
      }
      await browser.quit()
    }
  }
}
