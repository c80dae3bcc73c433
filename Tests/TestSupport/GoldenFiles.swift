public import Foundation

/// The expected values of one area, computed with the peers: `$FRIDAY_GOLDEN/<area>` or `datasets/golden/<area>`.
public struct GoldenFiles: Sendable {
  /// Why a golden test must fail before it compares anything.
  public enum Failure: Error, CustomStringConvertible {
    case missing(String)
    case empty(String)

    public var description: String {
      switch self {
      case .missing(let path): "no golden values at \(path): set FRIDAY_GOLDEN or restore datasets/golden"
      case .empty(let what): "golden \(what): no case was compared"
      }
    }
  }

  public let area: String
  public let folder: URL

  /// - Parameter isOurs: the area exists in the repository alone: values of our own making, which golden values from elsewhere do not have.
  /// - Throws: ``Failure/missing(_:)``: a golden test without its values fails, it does not skip.
  public init(_ area: String, isOurs: Bool = false) throws {
    self.area = area
    let root =
      if !isOurs, let named = ProcessInfo.processInfo.environment["FRIDAY_GOLDEN"], !named.isEmpty {
        URL(fileURLWithPath: named, isDirectory: true)
      } else {
        RepositoryRoot.url.appendingPathComponent("datasets/golden", isDirectory: true)
      }
    folder = root.appendingPathComponent(area, isDirectory: true)
    guard FileManager.default.fileExists(atPath: folder.path) else { throw Failure.missing(folder.path) }
  }

  /// A file of the area that must be there.
  public func url(_ name: String) throws -> URL {
    let file = folder.appendingPathComponent(name)
    guard FileManager.default.fileExists(atPath: file.path) else { throw Failure.missing(file.path) }
    return file
  }

  public func data(_ name: String) throws -> Data { try Data(contentsOf: url(name)) }

  /// A file decoded as JSON.
  public func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
    try JSONDecoder().decode(type, from: data(name))
  }

  /// A file as Foundation's JSON values, for files whose shape differs from case to case.
  public func object(_ name: String) throws -> Any { try JSONSerialization.jsonObject(with: data(name), options: [.fragmentsAllowed]) }

  /// Every file of the area with this extension, by name; at least one.
  public func files(withExtension suffix: String) throws -> [URL] {
    let found = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
      .filter { $0.pathExtension == suffix }.sorted { $0.path < $1.path }
    if found.isEmpty { throw Failure.empty("\(area)/*.\(suffix)") }
    return found
  }

  /// Says how much was compared: `golden <file>: <cases> cases, <values> values`.
  ///
  /// - Throws: ``Failure/empty(_:)`` when that is nothing: a loop over no case must not pass.
  public func report(_ file: String, cases: Int, values: Int) throws {
    if cases == 0 || values == 0 { throw Failure.empty("\(area)/\(file)") }
    print("golden \(area)/\(file): \(cases) cases, \(values) values")
  }
}
