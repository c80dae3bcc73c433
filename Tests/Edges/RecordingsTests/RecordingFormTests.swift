import Domain
import Recordings
import TestSupport
import Testing

@Suite("RecordingForm")
struct RecordingFormTests {
  private func detect(_ text: String) throws -> RecordingForm {
    let folder = try TemporaryFolder()
    return try RecordingForm.detect(path: folder.write(text, to: "a.csv"))
  }

  @Test("Every form is known by its first line, whatever the file is called")
  func forms() throws {
    let cases: [(String, RecordingForm)] = [
      ("ts_recv_ns,ts_exch_ms,venue,symbol,update_id,bid,bid_qty,ask,ask_qty\n", .quotes),
      ("symbol,ts_recv_ns,ask,ask_qty,bid,bid_qty\r\n", .quotes),
      ("ts_recv_ns,ts_exch_ms,venue,symbol,trade_id,price,qty,taker_side\n", .trades),
      ("price,volume,time_s,side,ordertype,misc,trade_id\n", .krakenTrades),
      ("message,ts_ns,symbol,kind,side,price,quantity,trade_id\n", .events),
      ("1672531436,90.540000,1.10448420\n", .krakenHistory), ("1672531436.5,9e1,1\n", .krakenHistory), ("time,price,volume\n1,2,3\n", .krakenHistory),
      (#"{"channel":"heartbeat"}"#, .frames), (#"1723161600001658384 {"channel":"heartbeat"}"# + "\n", .frames), ("[1,2]\n", .frames),
      ("\u{feff}ts_recv_ns,symbol,price,qty,taker_side\n", .trades), ("\n  \n{\"channel\":\"heartbeat\"}\n", .frames),
    ]
    for (text, form) in cases { #expect(try detect(text) == form, "\(text)") }
  }

  @Test("An empty file and an unknown first line are refused with the file's name, exit code 65")
  func refused() throws {
    for (text, code) in [
      ("", "recording.empty"), ("\n\n", "recording.empty"), ("timestamp,open,high,low,close,volume\n1,2,3,4,5,6\n", "recording.form"),
      ("a,b,c\n", "recording.form"), ("1,,3\n", "recording.form"), ("\u{0}\u{1}\u{2}", "recording.form"),
    ] {
      let error = try #require(throws: Diagnostic.self) { try detect(text) }
      #expect(error.code == code && error.exitCode == .badData && error.message.contains("a.csv") && error.hint != nil, "\(text): \(error)")
    }
    let missing = try #require(throws: Diagnostic.self) { try RecordingForm.detect(path: "/nowhere/a.csv") }
    #expect(missing.message.contains("/nowhere/a.csv"))
  }
}
