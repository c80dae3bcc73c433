import Domain
import Testing

@testable import Drift

@Suite("A detector's key")
struct DetectorKeyTests {
  @Test(
    "is read from name, brackets and peer",
    arguments: [
      ("adwin", "adwin", []), ("adwin[default]", "adwin", []), ("adwin[]", "adwin", []),
      ("adwin_river[delta=0.05,clock=1]", "adwin_river", ["delta=0.05", "clock=1"]),
      ("rddm(frouros, default)", "rddm", ["as=frouros"]), ("stepd(frouros, input=1-x)", "stepd", ["as=frouros", "input=1-x"]),
      ("ddm(river)", "ddm", ["as=river"]), ("x[a=b=c]", "x", ["a=b=c"]),
    ] as [(String, String, [String])])
  func reading(text: String, name: String, parameters: [String]) throws {
    let key = try DetectorKey(parsing: text)
    #expect(key.name == name)
    #expect(key.parameters.map { "\($0.name)=\($0.value)" } == parameters)
    #expect(try DetectorKey(parsing: key.description) == key)
  }

  @Test(
    "is refused with a reason when malformed",
    arguments: ["", "[delta=1]", "adwin[delta=1", "adwin(river", "adwin]", "adwin[delta]", "adwin[=1]", "adwin[delta=]", "adwin[delta=1,delta=2]", "adwin[delta=1,]"])
  func malformed(text: String) {
    #expect(throws: DriftError.self) { try DetectorKey(parsing: text) }
  }

  @Test("of an unknown detector names the known ones")
  func unknown() {
    #expect(throws: DriftError.unknownDetector("adwim", known: DetectorCatalogue.names)) {
      try DetectorCatalogue.detector(DetectorKey(name: "adwim"))
    }
  }

  @Test(
    "is refused when a value is out of range",
    arguments: [
      "adwin[delta=0]", "adwin[delta=1]", "adwin[delta=nan]", "adwin[clock=0]", "adwin[max_buckets=1]", "adwin_exact[bound=normal]", "ddm[as=frouros]",
      "ddm[warm_start=-1]", "eddm[alpha=0.5,beta=0.6]", "kswin[window_size=50]", "fhddm[short_window_size=101]", "hddm_a[two_sided_test=yes]",
      "page_hinkley[mode=sideways]", "ecdd[average_run_length=401]", "stepd[input=2-x]",
    ])
  func outOfRange(text: String) throws {
    let key = try DetectorKey(parsing: text)
    #expect {
      try DetectorCatalogue.detector(key)
    } throws: {
      guard case DriftError.badParameter = $0 else { return false }
      return true
    }
  }

  @Test("has an error with code, message and hint")
  func diagnostics() {
    let errors: [DriftError] = [
      .malformedKey("x", reason: "y"), .unknownDetector("x", known: ["a"]), .unknownParameter("p", detector: "x", known: ["a"]),
      .badParameter("p", value: "1", wanted: "2"),
    ]
    for error in errors { #expect(error.diagnostic.code.hasPrefix("drift.") && !error.diagnostic.message.isEmpty && error.diagnostic.hint != nil) }
  }

  @Test("has names that are unique, and MOA's classes likewise")
  func names() {
    #expect(Set(DetectorCatalogue.names).count == DetectorCatalogue.names.count)
    let classes = DetectorCatalogue.entries.compactMap(\.moaClass)
    #expect(Set(classes).count == classes.count)
  }
}
