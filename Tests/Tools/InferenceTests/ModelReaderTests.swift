import Domain
import Inference
import TestSupport
import Testing

@Suite("Model reader") struct ModelReaderTests {
  private static func files() throws -> [String: [UInt8]] {
    var forests = RandomForests(seed: 4)
    let model = try forests.model(features: 5, trees: 4)
    let other = try forests.model(features: 5, trees: 3)
    var maker = LightGBMText(seed: 2)
    let lines = LightGBMText.write([maker.tree(leaves: 6), maker.tree(leaves: 3)], features: 5)
    return [
      "a.ubj": XGBoostBinary().write(model), "b.json": Array(XGBoostText(baseScore: "5E-1").write(other).utf8),
      "c.txt": Array(lines.replacing("a=", with: "x").utf8),
      "bare.json": Array(XGBoostText(baseScore: "5E-1", names: false).write(other).utf8),
      "unnamed.txt": Array(lines.replacing("a=", with: "Column_").utf8),
      "wide4.json": Array(XGBoostText(baseScore: "5E-1").write(try forests.model(features: 4, trees: 2)).utf8),
      "mean.json": ModelDocument.average(["a.ubj", "c.txt"]).json,
      "loop.json": ModelDocument.average(["loop.json"]).json,
      "wide.json": ModelDocument.average([String](repeating: "wider.json", count: 60)).json,
      "wider.json": ModelDocument.average([String](repeating: "a.ubj", count: 60)).json,
    ]
  }

  private static func read(_ bytes: [UInt8], _ file: String = "m", missing: Float? = nil) throws(Diagnostic) -> LoadedScorer {
    let files: [String: [UInt8]]
    do { files = try Self.files() } catch { preconditionFailure("\(error)") }
    return try ModelReader().read(bytes.span, file: file, missing: missing) { (name) throws(Diagnostic) in
      guard let bytes = files[name] else { throw Diagnostic(code: "file.missing", exitCode: .badData, message: "no file \(name)") }
      return bytes
    }
  }

  private static func read(_ text: String) throws(Diagnostic) -> LoadedScorer { try read(Array(text.utf8), "d.json") }

  private static func refusal(_ text: String) -> Diagnostic? {
    do {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test("tells formats by their content and scores each as its own reader does") func formats() throws {
    let files = try Self.files()
    var forests = RandomForests(seed: 6)
    let rows = (0..<30).map { _ in forests.row(5) }
    for (file, bytes) in files where ["a.ubj", "b.json", "c.txt"].contains(file) {
      for missing in [nil, Float(2)] {
        let loaded = try Self.read(bytes, "no.name", missing: missing)
        let forest = file == "c.txt" ? CompiledForest(try LightGBMReader().read(bytes.span)) : CompiledForest(try XGBoostReader().read(bytes.span), missing: missing)
        for row in rows { #expect(loaded.model.score(row.span) == forest.score(row.span), "\(file)") }
        #expect(loaded.files == ["no.name"] && !loaded.model.takesColumnsByPlace && loaded.model.featureNames == (0..<5).map { "x\($0)" })
      }
    }
    #expect(try Self.read(files["a.ubj"] ?? []).source == "XGBoost UBJSON 3.2.0")
    #expect(try Self.read(files["c.txt"] ?? []).source == "LightGBM text")
    for file in ["bare.json", "unnamed.txt"] { #expect(try Self.read(files[file] ?? []).model.takesColumnsByPlace, "\(file)") }
  }

  @Test("reads ensembles and calibrations of files, nested too") func documents() throws {
    let a = try Self.read(try #require(Self.files()["a.ubj"])).model
    let c = try Self.read(try #require(Self.files()["c.txt"])).model
    let weighted = try Self.read(#" { "members" : [ {"weight":1,"file":"mean.json"}, {"file":"a.ubj","weight":3.0e0} ], "ensemble":"weighted", "friday_model" : 1 } "#)
    #expect(weighted.files == ["d.json", "mean.json", "a.ubj", "c.txt", "a.ubj"] && weighted.source == "weighted average of 2" && weighted.model.nesting == 2)
    let platt = try Self.read(#"{"friday_model":1,"calibration":{"method":"platt","a":-2,"b":0.5},"model":"mean.json"}"#)
    let isotonic = try Self.read(#"{"friday_model":1,"calibration":{"method":"isotonic","over":"value","interpolation":"step","x":[0.5],"y":[0.25]},"model":"c.txt"}"#)
    let sigmoid = try #require(PlattCalibration(a: -2, b: 0.5))
    var forests = RandomForests(seed: 6)
    for _ in 0..<30 {
      let row = forests.row(5)
      let (sa, sc) = (a.score(row.span), c.score(row.span))
      let mean: Double = 0.25 * (sa.value + sc.value) / 2 + 0.75 * sa.value
      let difference = weighted.model.score(row.span).value - mean
      #expect(abs(difference) < 1e-12)
      let put: Double = sigmoid.value(of: (sa.margin + sc.margin) / 2)
      let off = platt.model.score(row.span).value - put
      #expect(abs(off) < 1e-12)
      #expect(isotonic.model.score(row.span) == Score(margin: sc.margin, value: 0.25))
    }
    #expect(platt.model.objectiveName == "average of 2" && platt.model.nesting == 2)
  }

  @Test("explains a calibrated forest as the forest, and refuses an ensemble by name") func explanations() throws {
    var maker = LightGBMText(seed: 3)
    let linear = LightGBMText.write([maker.tree(leaves: 1)], features: 5)
    let plain = try ModelReader().read(Array(linear.utf8).span).explanation()
    #expect(plain.featureCount == 5 && plain.outputCount == 1)
    let calibrated = try ModelReader().read(
      ModelDocument.calibrated(Calibration(.platt(try #require(PlattCalibration(a: 1, b: 0)))), file: "x").json.span
    ) { (_) throws(Diagnostic) in Array(linear.utf8) }
    #expect(try calibrated.explanation().bias == plain.bias)
    let ensemble = try Self.read(ModelDocument.average(["a.ubj"]).json)
    let refusal = ScoringModelTests.refusal { _ = try ensemble.explanation() }
    #expect(refusal?.code == "model.explanation" && refusal?.message.contains("an ensemble") == true)
  }

  @Test("what a document writes, it reads", arguments: 1...6)
  func roundTrip(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var x: [Double] = [random.normal()]
    var y: [Double] = [0]
    for _ in 0..<9 {
      x.append(x[x.count - 1] + abs(random.normal()) + 1e-9)
      y.append(min(1, y[y.count - 1] + abs(random.normal()) / 9))
    }
    for interpolation in IsotonicCalibration.Interpolation.allCases {
      let isotonic = try #require(IsotonicCalibration(x: x, y: y, interpolation: interpolation))
      for input in Calibration.Input.allCases {
        let loaded = try Self.read(ModelDocument.calibrated(Calibration(.isotonic(isotonic), over: input), file: "a.ubj").json).model
        let direct = try ScoringModel(
          try Self.read(try #require(Self.files()["a.ubj"])).model, calibration: Calibration(.isotonic(isotonic), over: input))
        var forests = RandomForests(seed: seed)
        for _ in 0..<20 {
          let row = forests.row(5)
          #expect(loaded.score(row.span) == direct.score(row.span), "seed \(seed)")
        }
      }
    }
  }

  @Test("refuses what a document must not say, with the byte") func faults() throws {
    func check(_ text: String, _ code: String, _ part: String, _ line: SourceLocation = #_sourceLocation) {
      let refusal = Self.refusal(text)
      #expect(refusal?.code == code && refusal?.exitCode == .badData && refusal?.hint?.isEmpty == false, "\(refusal?.code ?? "read")", sourceLocation: line)
      #expect(refusal?.message.contains(part) == true && refusal?.message.hasPrefix("d.json: ") == true, "\(refusal?.message ?? "read")", sourceLocation: line)
    }
    func average(_ members: String) -> String { #"{"friday_model":1,"ensemble":"average","members":"# + members + "}" }
    check(#"{"friday_model":2}"#, "model.unsupported", "byte 16")
    check(#"{"friday_model":1}"#, "model.missing_key", "ensemble")
    check(#"{"friday_model":1,"ensemble":"median","members":[{"file":"a.ubj"}]}"#, "model.invalid", "median")
    check(average("[]"), "model.missing_key", "members")
    check(average(#"[{"file":"a.ubj","weight":1}]"#), "model.invalid", "weighted")
    check(average(#"[{"file":"a.ubj","wieght":1}]"#), "model.invalid", "wieght")
    check(average(#"[{"file":"a.ubj","file":"c.txt"}]"#), "model.invalid", "twice")
    check(average(#"[{}]"#), "model.missing_key", "file")
    for name in ["../a.ubj", "/etc/passwd", "x/a.ubj", #"x\\a.ubj"#, "", ".", "..", #"a\u0000"#] { check(average(#"[{"file":"\#(name)"}]"#), "model.invalid", "no plain file name") }
    check(average("[" + String(repeating: #"{"file":"a.ubj"},"#, count: 64) + #"{"file":"a.ubj"}]"#), "model.limit", "64")
    check(average(#"[{"file":"a.ubj"}]"#) + "x", "model.syntax", "byte")
    check(String(average(#"[{"file":"a.ubj"}]"#).dropLast(3)), "model.truncated", "byte")
    let weighted = #"{"friday_model":1,"ensemble":"weighted","members":[{"file":"a.ubj"W}]}"#
    check(weighted.replacing("W", with: ""), "model.missing_key", "weight")
    for weight in ["0", "-1"] { check(weighted.replacing("W", with: #","weight":"# + weight), "model.invalid", "above 0") }
    check(weighted.replacing("W", with: #","weight":1e999"#), "model.invalid", "double precision")
    let platt = #"{"friday_model":1,"calibration":{"method":"platt","a":1,"b":2},"model":"a.ubj"}"#
    check(platt.replacing("platt", with: "beta"), "model.invalid", "means nothing")
    check(platt.replacing(#","b":2"#, with: ""), "model.missing_key", "b")
    check(platt.replacing(#","model":"a.ubj""#, with: ""), "model.missing_key", "model")
    check(platt.replacing(#","model":"#, with: #","ensemble":"average","model":"#), "model.invalid", "not both")
    check(platt.replacing(#""b":2"#, with: #""b":2,"over":"score""#), "model.invalid", "none of margin, value")
    check(#"{"friday_model":1,"calibration":{"method":"isotonic","x":[1,0],"y":[0,1]},"model":"a.ubj"}"#, "model.invalid", "no knots")
    check(average(#"[{"file":"a.ubj"},{"file":"bare.json"},{"file":"wide4.json"}]"#), "model.composition", "member 2 has 4 columns")
  }

  @Test("refuses members that lead too far, passes their diagnostics on, and refuses a document where no file can be read") func members() throws {
    #expect(Self.refusal(String(decoding: ModelDocument.average(["missing.ubj"]).json, as: UTF8.self))?.code == "file.missing")
    #expect(Self.refusal(String(decoding: ModelDocument.average(["loop.json"]).json, as: UTF8.self))?.message.contains("deeper than 4 levels") == true)
    #expect(Self.refusal(String(decoding: ModelDocument.average(["wide.json"]).json, as: UTF8.self))?.message.contains("more than 256 files") == true)
    let alone = ScoringModelTests.refusal { _ = try ModelReader().read(ModelDocument.average(["a.ubj"]).json.span) }
    #expect(alone?.code == "model.member" && alone?.message.contains("a.ubj") == true)
  }

  @Test("refuses what no reader takes, by name") func unknown() {
    #expect(Self.refusal("binf\u{1}\u{2}")?.code == "model.unsupported")
    #expect(Self.refusal("hello")?.code == "model.unsupported")
    #expect(Self.refusal("")?.code == "model.truncated")
    #expect(Self.refusal("{}")?.code == "model.missing_key")
  }
}
