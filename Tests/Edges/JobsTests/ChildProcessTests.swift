import Domain
import Foundation
import Jobs
import TestSupport
import Testing

@Suite("child processes", .timeLimit(.minutes(2))) struct ChildProcessTests {
  static func shell(_ script: String) -> ChildCommand { ChildCommand("/bin/sh", ["-c", script]) }

  @Test("hands back output, talk and exit code")
  func result() async throws {
    let exit = try await ChildProcess.run(Self.shell("echo out; echo talk >&2; exit 7"))
    #expect(exit.text == "out\n" && exit.talk == "talk\n")
    #expect(exit.status == .exited(code: 7) && exit.status.shellCode == 7 && !exit.isSuccess && !exit.timedOut)
  }

  @Test("passes arguments, variables and working folder on as they are")
  func surroundings() async throws {
    let folder = try TemporaryFolder()
    var command = ChildCommand("/bin/sh", ["-c", "printf '%s|' \"$@\" \"$WORD\"; pwd -P", "sh", "a b", "$HOME", "é'\""])
    command.environment = ["WORD": "x y"]
    command.workingFolder = folder.path
    let exit = try await ChildProcess.run(command)
    #expect(exit.text == "a b|$HOME|é'\"|x y|" + folder.url.resolvingSymlinksInPath().path + "\n")
  }

  @Test("hides this process's variables when told to")
  func clean() async throws {
    var command = ChildCommand("/usr/bin/env", environment: ["ONLY": "1"])
    command.inheritsEnvironment = false
    #expect(try await ChildProcess.run(command).text == "ONLY=1\n")
  }

  @Test("tells lines as they come, while the child waits for its end")
  func lines() async throws {
    let child = try ChildProcess.start(Self.shell("echo first; echo second >&2; exec cat /dev/zero > /dev/null"))
    var heard: Set<ChildLine> = []
    for await line in child.lines {
      heard.insert(line)
      if heard.count == 2 { break }
    }
    #expect(heard == [ChildLine(stream: .standardOutput, text: "first"), ChildLine(stream: .standardError, text: "second")])
    #expect(child.isRunning)
    child.kill()
    #expect(await child.exit().status == .signalled(9))
  }

  @Test("hands on lines to a child that takes them, to its end of input") func input() async throws {
    let child = try ChildProcess.start(ChildCommand("/bin/cat", takesInput: true))
    try child.send("a line")
    for await line in child.lines {
      #expect(line == ChildLine(stream: .standardOutput, text: "a line"))
      break
    }
    try child.send("é")
    child.closeInput()
    let exit = await child.exit()
    #expect(exit.isSuccess && exit.text == "a line\né\n")
  }

  @Test("refuses a line to a child that reads none or has ended, and goes on living") func noInput() async throws {
    let deaf = try ChildProcess.start(ChildCommand("/bin/cat"))
    #expect(throws: Diagnostic.self) { try deaf.send("x") }
    #expect(await deaf.exit().isSuccess)
    let gone = try ChildProcess.start(ChildCommand("/bin/sh", ["-c", "exit 0"], takesInput: true))
    _ = await gone.exit()
    do {
      try gone.send("x")
      Issue.record("a line went to a child that has ended")
    } catch {
      #expect(error.code == "job.no_input")
    }
  }

  @Test("kill -9 ends a child that ignores SIGTERM")
  func deaf() async throws {
    let child = try ChildProcess.start(Self.shell("trap '' TERM; echo ready; while :; do :; done"))
    for await line in child.lines where line.text == "ready" { break }
    child.terminate()
    #expect(child.isRunning)
    child.signal(SIGKILL)
    let exit = await child.exit()
    #expect(exit.status == .signalled(SIGKILL) && exit.status.shellCode == 137)
    child.kill()
  }

  @Test("ends a child whose time is over, and says so")
  func timeLimit() async throws {
    var command = Self.shell("exec cat /dev/zero > /dev/null")
    command.timeLimit = .milliseconds(200)
    let exit = try await ChildProcess.run(command)
    #expect(exit.timedOut && exit.status == .signalled(SIGKILL) && !exit.isSuccess)
  }

  @Test("keeps no more output than its bound, counts the rest and does not block the child")
  func bounded() async throws {
    var command = Self.shell("head -c 3000000 /dev/zero | tr '\\0' x; echo; echo end")
    command.maximumOutputBytes = 1000
    command.maximumLineBytes = 100_000
    let child = try ChildProcess.start(command)
    var longest = 0
    var last = ""
    for await line in child.lines {
      longest = max(longest, line.text.utf8.count)
      last = line.text
    }
    let exit = await child.exit()
    #expect(exit.standardOutput.count == 1000 && exit.droppedBytes == 3_000_005 - 1000)
    #expect(longest == 100_000 && last == "end" && exit.isSuccess)
  }

  @Test("leaves no zombie, watched or not")
  func zombies() async throws {
    let first = try ChildProcess.start(Self.shell("exit 0"))
    let number = first.processIdentifier
    _ = await first.exit()
    // A reaped child is gone from the process table: signal 0 finds nobody of that number that is ours.
    #expect(!FileManager.default.fileExists(atPath: "/proc/\(number)/stat") || Self.parent(number) != getpid())
  }

  @Test("kills a child that nobody refers to any more")
  func abandoned() async throws {
    let folder = try TemporaryFolder()
    let pipe = folder.path("pipe")
    #expect(try await ChildProcess.run(ChildCommand("/usr/bin/mkfifo", [pipe])).isSuccess)
    // Its end of file comes when the last writer, the child, is dead.
    let reader = try ChildProcess.start(ChildCommand("/bin/cat", [pipe]))
    func startAndForget() async throws {
      let child = try ChildProcess.start(Self.shell("exec 3>\(pipe); echo held; exec cat /dev/zero > /dev/null"))
      for await line in child.lines where line.text == "held" { break }
    }
    try await startAndForget()
    #expect(await reader.exit().isSuccess)
  }

  @Test("refuses a program that is not there, in words")
  func missing() async {
    await #expect {
      _ = try await ChildProcess.run(ChildCommand("/no/such/program"))
    } throws: { error in
      let found = error as? Diagnostic
      return found?.code == "job.not_started" && found?.exitCode == .unavailable && found?.hint != nil
    }
    await #expect(throws: Diagnostic.self) {
      var command = Self.shell("exit 0")
      command.workingFolder = "/no/such/folder"
      _ = try await ChildProcess.run(command)
    }
  }

  private static func parent(_ number: Int32) -> Int32? {
    guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8), let close = text.lastIndex(of: ")") else { return nil }
    return text[text.index(after: close)...].split(separator: " ").dropFirst().first.flatMap { Int32($0) }
  }
}
