import ArgumentParser
import Domain
import Foundation

/// `friday config check|show|init`.
struct ConfigCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Check, show or write a configuration.", subcommands: [Check.self, Show.self, Init.self])

  /// `friday config check FILE`: all problems at once.
  struct Check: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "check", abstract: "Say whether a configuration file is right.")
    @Argument(help: "Configuration file") var file: String

    func run() async throws {
      _ = try await Settings.read(path: file)
      Terminal.say("\(file) is right")
    }
  }

  /// `friday config show`: every key with its meaning, default and variable.
  struct Show: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "List every key with its default, meaning and variable.")
    @Flag(name: .long, help: "Print one JSON document") var json = false

    func run() async throws {
      if json {
        let rows = SettingKey.allCases.map {
          "{\"key\":\"\($0.rawValue)\",\"default\":\($0.defaultJSON),\"meaning\":\"\($0.meaning)\",\"variable\":\"\($0.variable)\"}"
        }
        return Terminal.print("{\"items\":[\(rows.joined(separator: ","))]}")
      }
      for key in SettingKey.allCases {
        Terminal.print("\(key.rawValue) = \(key.defaultJSON)\n    \(key.meaning)\n    \(key.variable)")
      }
    }
  }

  /// `friday config init [FILE]`: a file with every default.
  struct Init: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "init", abstract: "Write a configuration with every default.")
    @Argument(help: "File to write; standard output when left out") var file: String?

    func run() async throws {
      let text = Self.template
      guard let file else { return Terminal.print(text) }
      guard !FileManager.default.fileExists(atPath: file) else {
        throw Diagnostic(
          code: "config.exists", exitCode: .usage, message: "\(file) exists and was left as it is", hint: "name a new file, or remove this one first")
      }
      do {
        try Data((text + "\n").utf8).write(to: URL(fileURLWithPath: file))
      } catch {
        throw Diagnostic(
          code: "config.unwritable", exitCode: .badConfiguration, message: "cannot write \(file)", hint: "check that its folder exists and is writable")
      }
      Terminal.say("wrote \(file)")
    }

    /// Keys grouped by the word before their dot; secrets are left to the environment.
    static var template: String {
      var groups: [(name: String, lines: [String])] = []
      for key in SettingKey.allCases where !key.isSecret {
        let parts = key.rawValue.split(separator: ".", maxSplits: 1)
        if parts.count == 1 {
          groups.append((String(parts[0]), ["  \"\(parts[0])\": \(key.defaultJSON)"]))
        } else {
          let line = "    \"\(parts[1])\": \(key.defaultJSON)"
          if let index = groups.firstIndex(where: { $0.name == parts[0] }) {
            groups[index].lines.append(line)
          } else {
            groups.append((String(parts[0]), [line]))
          }
        }
      }
      let blocks = groups.map { group in
        group.lines[0].hasPrefix("    ")
          ? "  \"\(group.name)\": {\n\(group.lines.joined(separator: ",\n"))\n  }" : group.lines[0]
      }
      return "{\n\(blocks.joined(separator: ",\n"))\n}"
    }
  }
}
