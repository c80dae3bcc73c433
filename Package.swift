// swift-tools-version: 6.2
import PackageDescription

// The house: a folder is a row or a wing of one, a target is a room (docs/ARCHITECTURE.md draws it).
// FRIDAY_ROOMS=pure leaves only the rooms without file, socket, clock or dice: a build in seconds, for coverage.
// FRIDAY_ROOMS=Kraken,Journal leaves those rooms and what they stand on: for work on one room.
// FRIDAY_ROOMS=ArchitectureTests leaves the rules of the house alone, without any room.

let houseRules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
  .treatAllWarnings(as: .error),
]

struct Room {
  var row: String
  var name: String
  var needs: [String] = []
  var uses: [Target.Dependency] = []
  var resources: [Resource]? = nil
  var pure = true
  var path: String? = nil
}

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioWebSocket = Target.Dependency.product(name: "NIOWebSocket", package: "swift-nio")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let systemPackage = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")

let rooms: [Room] = [
  // 1  Base: values and pure bytes.
  Room(row: "Base", name: "Kernels", needs: ["CBLAS", "CLAPACKE", "CKernels"]),
  Room(row: "Base", name: "Domain"),
  Room(row: "Base", name: "LineProtocol"),
  Room(row: "Base", name: "JSONBytes"),
  // 2  Tools
  Room(row: "Tools", name: "Statistics", needs: ["Kernels"]),
  Room(row: "Tools", name: "Inference", needs: ["Kernels", "Domain", "JSONBytes"]),
  Room(row: "Tools", name: "KrakenWire", needs: ["Domain", "JSONBytes"]),
  Room(row: "Tools", name: "Ports", needs: ["Domain", "LineProtocol"]),
  Room(row: "Tools", name: "HTTPTransport", needs: ["CCurl"], pure: false),
  Room(row: "Tools", name: "Tables", needs: ["CDuckDB", "Kernels", "Domain", "JSONBytes", "LineProtocol"], pure: false),
  // 3  Science · Custody · Edges
  Room(row: "Science", name: "Features", needs: ["Domain", "Ports"]),
  Room(row: "Science", name: "Drift", needs: ["Domain", "Ports", "Statistics"]),
  Room(row: "Science", name: "Training", needs: ["Domain", "Ports", "Statistics"]),
  Room(row: "Science", name: "Experiments", needs: ["Domain", "Ports", "Statistics"]),
  Room(row: "Custody", name: "Registry", needs: ["Domain", "Ports", "JSONBytes"]),
  Room(row: "Custody", name: "Reconciliation", needs: ["Domain", "Ports"]),
  Room(row: "Edges", name: "Journal", needs: ["Domain", "LineProtocol", "Ports"], pure: false),
  Room(row: "Edges", name: "Influx", needs: ["LineProtocol", "Ports", "HTTPTransport"], uses: [lifecycle, logging, coreMetrics], pure: false),
  Room(
    row: "Edges", name: "Kraken",
    needs: ["Domain", "Ports", "KrakenWire"], uses: [nioCore, nioPosix, nioHTTP1, nioWebSocket, lifecycle, logging, metrics], pure: false),
  Room(
    row: "Edges", name: "Simulation",
    needs: ["Domain", "Ports", "KrakenWire"], uses: [nioCore, nioPosix, nioHTTP1, nioWebSocket, lifecycle, logging], pure: false),
  Room(row: "Edges", name: "SQLStore", needs: ["Domain", "Ports"], uses: [grdb], pure: false),
  Room(row: "Edges", name: "RedisStore", needs: ["Domain", "Ports"], pure: false),
  Room(row: "Edges", name: "ArtifactFiles", needs: ["Domain", "Ports"], pure: false),
  Room(row: "Edges", name: "Recordings", needs: ["Domain", "JSONBytes", "KrakenWire", "Ports", "Tables"], pure: false),
  Room(row: "Edges", name: "Jobs", needs: ["Domain", "Ports"], pure: false),
  Room(row: "Edges", name: "Telemetry", needs: ["Domain", "JSONBytes", "Ports", "Statistics"], uses: [logging, coreMetrics], pure: false),
  // 4  Flow
  Room(
    row: "Flow", name: "Engine",
    needs: ["Kernels", "Domain", "Ports", "Statistics", "Inference", "KrakenWire", "Features", "Drift", "Training", "Experiments", "Registry", "Reconciliation"]),
  Room(row: "Flow", name: "Reports", needs: ["Domain", "JSONBytes", "Ports", "Statistics", "Drift"]),
  // 5  Faces
  Room(
    row: "Faces", name: "Server",
    needs: ["Domain", "JSONBytes", "Ports", "Engine", "Telemetry"], uses: [hummingbird, nioCore, logging, lifecycle],
    resources: [.copy("Resources/dashboard")], pure: false),
  Room(
    row: "Faces", name: "Scenarios",
    needs: ["Domain", "Ports", "KrakenWire", "Kraken", "Simulation", "Features", "Drift", "Training", "Inference", "Engine"], pure: false),
  Room(
    row: "Faces", name: "BenchmarkSuites",
    needs: [
      "Kernels", "Domain", "LineProtocol", "JSONBytes", "Statistics", "Inference", "KrakenWire", "Tables", "Features", "Drift", "Jobs", "Reports"
    ], pure: false, path: "Benchmarks/BenchmarkSuites"),
]

let selection = Context.environment["FRIDAY_ROOMS"]

/// The rooms asked for and, transitively, the rooms they stand on.
func selectedRooms() -> [Room] {
  guard let selection else { return rooms }
  if selection == "pure" { return rooms.filter(\.pure) }
  var wanted = Set(selection.split(separator: ",").map(String.init))
  for room in rooms.reversed() where wanted.contains(room.name) { wanted.formUnion(room.needs) }
  return rooms.filter { wanted.contains($0.name) }
}

var targets: [Target] = [.target(name: "TestSupport", path: "Tests/TestSupport", swiftSettings: houseRules)]
for room in selectedRooms() {
  let needs = room.needs.map { Target.Dependency.byName(name: $0) }
  targets.append(
    .target(
      name: room.name, dependencies: needs + room.uses, path: room.path ?? "Sources/\(room.row)/\(room.name)",
      resources: room.resources, swiftSettings: houseRules))
  targets.append(
    .testTarget(
      name: "\(room.name)Tests", dependencies: [.byName(name: room.name), "TestSupport"] + needs + room.uses,
      path: "Tests/\(room.row)/\(room.name)Tests", swiftSettings: houseRules))
}

// Linear algebra is Kernels' alone: present wherever Kernels is, also among the pure rooms.
if targets.contains(where: { $0.name == "Kernels" }) {
  targets += [
    .systemLibrary(name: "CBLAS", path: "Sources/System/CBLAS", pkgConfig: "openblas", providers: [.apt(["libopenblas-dev"])]),
    .systemLibrary(name: "CLAPACKE", path: "Sources/System/CLAPACKE", pkgConfig: "lapacke", providers: [.apt(["liblapacke-dev"])]),
    .target(name: "CKernels", path: "Sources/System/CKernels"),
  ]
}
if selection != "pure" {
  targets.append(
    .systemLibrary(name: "CCurl", path: "Sources/System/CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]))
  targets.append(.systemLibrary(name: "CDuckDB", path: "Sources/System/CDuckDB"))
}
if selection == nil {
  targets += [
    // 6  friday: the only place that knows all.
    .executableTarget(
      name: "friday",
      dependencies: rooms.map { .byName(name: $0.name) } + [
        argumentParser, configuration, lifecycle, logging, metrics, nioCore, nioPosix, systemPackage, unixSignals, yams,
      ],
      path: "Sources/friday", resources: [.copy("Resources/default-model"), .copy("Resources/feature-sets")], swiftSettings: houseRules),
    .testTarget(name: "fridayTests", dependencies: ["friday", "TestSupport", "Domain", "Ports", "Simulation"], path: "Tests/fridayTests", swiftSettings: houseRules),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "ArtifactFiles", "Domain", "Jobs", "HTTPTransport", "friday"],
      path: "Tests/EndToEndTests", swiftSettings: houseRules),
  ]
}

if selection == nil || selection?.split(separator: ",").contains("ArchitectureTests") == true {
  targets.append(.testTarget(name: "ArchitectureTests", dependencies: ["TestSupport"], path: "Tests/ArchitectureTests", swiftSettings: houseRules))
}

/// Pinned: what one machine builds, the next one builds.
let pinned: [(url: String, version: Version)] = [
  ("https://github.com/apple/swift-argument-parser", "1.8.2"),
  ("https://github.com/apple/swift-configuration", "1.4.0"),
  ("https://github.com/apple/swift-log", "1.16.2"),
  ("https://github.com/apple/swift-metrics", "2.13.0"),
  ("https://github.com/apple/swift-nio", "2.101.2"),
  ("https://github.com/apple/swift-system", "1.8.1"),
  ("https://github.com/groue/GRDB.swift", "7.10.0"),
  ("https://github.com/hummingbird-project/hummingbird", "2.28.1"),
  ("https://github.com/jpsim/Yams", "6.2.2"),
  ("https://github.com/swift-server/swift-service-lifecycle", "2.13.0"),
]

/// Only the packages that the selected rooms use are resolved: a pure room resolves none.
let packagesUsed = Set(
  targets.flatMap(\.dependencies).compactMap { dependency -> String? in
    guard case .productItem(_, let package, _, _) = dependency else { return nil }
    return package
  })

let package = Package(
  name: "gal-friday",
  products: selection == nil ? [.executable(name: "friday", targets: ["friday"])] : [],
  dependencies: pinned.filter { pin in packagesUsed.contains { pin.url.hasSuffix("/" + $0) } }.map { .package(url: $0.url, exact: $0.version) },
  targets: targets)
