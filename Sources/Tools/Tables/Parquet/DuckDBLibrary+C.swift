internal import CDuckDB
public import Domain

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#endif

/// DuckDB, loaded when the program runs: nothing is linked, and a machine without it misses Parquet alone.
///
/// Found are a `libduckdb.so` by the loader's own path, or a file named. DuckDB's Python module holds the same functions; it wants the names of the Python
/// library at load, so such a file goes with a *companion* that has them: a `libpython3.so`, or a small library of empty symbols.
@safe public final class DuckDBLibrary: Sendable {
  typealias Handle = UnsafeMutableRawPointer?
  typealias Open = @convention(c) (UnsafePointer<CChar>?, UnsafeMutablePointer<Handle>) -> UInt32
  typealias Connect = @convention(c) (Handle, UnsafeMutablePointer<Handle>) -> UInt32
  typealias Query = @convention(c) (Handle, UnsafePointer<CChar>?, UnsafeMutablePointer<friday_duckdb_result>?) -> UInt32
  typealias Prepare = @convention(c) (Handle, UnsafePointer<CChar>?, UnsafeMutablePointer<Handle>) -> UInt32
  typealias Pending = @convention(c) (Handle, UnsafeMutablePointer<Handle>) -> UInt32
  typealias Execute = @convention(c) (Handle, UnsafeMutablePointer<friday_duckdb_result>?) -> UInt32
  typealias Text = @convention(c) (Handle) -> UnsafePointer<CChar>?
  typealias ResultText = @convention(c) (UnsafeMutablePointer<friday_duckdb_result>?) -> UnsafePointer<CChar>?
  typealias ColumnText = @convention(c) (UnsafeMutablePointer<friday_duckdb_result>?, UInt64) -> UnsafePointer<CChar>?
  typealias ColumnType = @convention(c) (UnsafeMutablePointer<friday_duckdb_result>?, UInt64) -> UInt32
  typealias ColumnCount = @convention(c) (UnsafeMutablePointer<friday_duckdb_result>?) -> UInt64
  typealias DestroyResult = @convention(c) (UnsafeMutablePointer<friday_duckdb_result>?) -> Void
  typealias Destroy = @convention(c) (UnsafeMutablePointer<Handle>) -> Void
  typealias Size = @convention(c) (Handle) -> UInt64
  typealias Vector = @convention(c) (Handle, UInt64) -> Handle
  typealias Part = @convention(c) (Handle) -> Handle
  typealias Version = @convention(c) () -> UnsafePointer<CChar>?

  /// The file it was loaded from.
  public let path: String
  /// What the library calls its version.
  public let version: String

  let open: Open
  let connect: Connect
  let query: Query
  let prepare: Prepare
  let pending: Pending
  let execute: Execute
  let prepareError: Text
  let pendingError: Text
  let resultError: ResultText
  let columnName: ColumnText
  let columnType: ColumnType
  let columnCount: ColumnCount
  let destroyResult: DestroyResult
  let destroyPrepared: Destroy
  let destroyPending: Destroy
  let destroyChunk: Destroy
  let disconnect: Destroy
  let close: Destroy
  let chunkSize: Size
  let chunkVector: Vector
  let vectorData: Part
  let vectorValidity: Part
  // SAFETY: the address of a function of a library that is never unloaded.
  nonisolated(unsafe) let fetchChunk: UnsafeMutableRawPointer

  /// Loads the library.
  ///
  /// - Parameters:
  ///   - path: a file, or a name for the loader to look for; `libduckdb.so` when `nil`.
  ///   - companion: a library to be loaded before it, whose names it may use.
  /// - Throws: `parquet.no_library` with a hint how to get one.
  public init(path: String? = nil, companion: String? = nil) throws(Diagnostic) {
    let name = path ?? "libduckdb.so"
    if let companion {
      // SAFETY: strings are passed as C strings for each call alone. Libraries are never closed, so what is found in them stays.
      guard unsafe dlopen(companion, RTLD_LAZY | RTLD_GLOBAL) != nil else { throw Self.missing(companion, Self.reason()) }
    }
    guard let handle = unsafe dlopen(name, RTLD_LAZY | RTLD_LOCAL) else { throw Self.missing(name, Self.reason()) }
    func symbol(_ word: String) throws(Diagnostic) -> UnsafeMutableRawPointer {
      // SAFETY: as above.
      guard let found = unsafe dlsym(handle, "duckdb_" + word) else { throw Self.missing(name, "it has no function duckdb_\(word)") }
      return unsafe found
    }
    // SAFETY: each is cast to the type that duckdb.h gives the function of that name.
    unsafe open = unsafeBitCast(try symbol("open"), to: Open.self)
    unsafe connect = unsafeBitCast(try symbol("connect"), to: Connect.self)
    unsafe query = unsafeBitCast(try symbol("query"), to: Query.self)
    unsafe prepare = unsafeBitCast(try symbol("prepare"), to: Prepare.self)
    unsafe pending = unsafeBitCast(try symbol("pending_prepared_streaming"), to: Pending.self)
    unsafe execute = unsafeBitCast(try symbol("execute_pending"), to: Execute.self)
    unsafe prepareError = unsafeBitCast(try symbol("prepare_error"), to: Text.self)
    unsafe pendingError = unsafeBitCast(try symbol("pending_error"), to: Text.self)
    // SAFETY: likewise.
    unsafe resultError = unsafeBitCast(try symbol("result_error"), to: ResultText.self)
    unsafe columnName = unsafeBitCast(try symbol("column_name"), to: ColumnText.self)
    unsafe columnType = unsafeBitCast(try symbol("column_type"), to: ColumnType.self)
    unsafe columnCount = unsafeBitCast(try symbol("column_count"), to: ColumnCount.self)
    unsafe destroyResult = unsafeBitCast(try symbol("destroy_result"), to: DestroyResult.self)
    unsafe destroyPrepared = unsafeBitCast(try symbol("destroy_prepare"), to: Destroy.self)
    unsafe destroyPending = unsafeBitCast(try symbol("destroy_pending"), to: Destroy.self)
    // SAFETY: likewise.
    unsafe destroyChunk = unsafeBitCast(try symbol("destroy_data_chunk"), to: Destroy.self)
    unsafe disconnect = unsafeBitCast(try symbol("disconnect"), to: Destroy.self)
    unsafe close = unsafeBitCast(try symbol("close"), to: Destroy.self)
    unsafe chunkSize = unsafeBitCast(try symbol("data_chunk_get_size"), to: Size.self)
    unsafe chunkVector = unsafeBitCast(try symbol("data_chunk_get_vector"), to: Vector.self)
    unsafe vectorData = unsafeBitCast(try symbol("vector_get_data"), to: Part.self)
    unsafe vectorValidity = unsafeBitCast(try symbol("vector_get_validity"), to: Part.self)
    // SAFETY: likewise; the version is a static text.
    unsafe fetchChunk = try symbol("fetch_chunk")
    let name2 = unsafe unsafeBitCast(try symbol("library_version"), to: Version.self)()
    version = unsafe name2.map { unsafe String(cString: $0) } ?? "unknown"
    self.path = name
  }

  /// Loads the library as a setting names it: its file, or `companion:file`; the loader's own `libduckdb.so` when `nil`.
  public convenience init(named: String?) throws(Diagnostic) {
    let parts = named.map { $0.split(separator: ":", maxSplits: 1).map(String.init) } ?? []
    try self.init(path: parts.last, companion: parts.count > 1 ? parts[0] : nil)
  }

  private static func reason() -> String {
    guard let text = unsafe dlerror() else { return "no reason given" }  // SAFETY: a text of this thread, copied at once.
    return unsafe String(cString: text)
  }

  private static func missing(_ name: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      code: "parquet.no_library", exitCode: .unavailable,
      message: "Parquet is read by DuckDB's library, and \(name) cannot be loaded: \(reason)",
      hint: "install libduckdb and set FRIDAY_LIBDUCKDB to its file (the Python module: companion:file), or write the table as CSV")
  }
}
