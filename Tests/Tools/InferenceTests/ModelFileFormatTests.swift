import Inference
import Testing

@Suite("Model file format") struct ModelFileFormatTests {
  @Test(
    "is known by the first bytes",
    arguments: [
      ("{\"learner\"", ModelFileFormat.xgboostJSON), (" \n{\"version\"", .xgboostJSON), ("{L\0\0\0\0\0\0\0\u{7}learner", .xgboostUBJSON), ("{i\u{7}learner", .xgboostUBJSON),
      ("binf\0\0", .xgboostBinary), ("tree\nversion=v4", .lightGBMText), ("tree\r\nversion=v4", .lightGBMText), ("\u{8}\u{8}\u{12}", .onnx), ("", .unknown), ("hello", .unknown),
    ])
  func known(text: String, format: ModelFileFormat) { #expect(ModelFileFormat(Array(text.utf8).span) == format) }
}
