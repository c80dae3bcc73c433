import Domain
import Foundation

/// The prices of a recording's rows at twelve decimals (bid + ask of a quote), by splitting lines at commas: a twin of the reader.
struct WrittenSum {
  var prices: [Int128] = []

  init(_ file: URL) throws {
    let lines = try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
    let header = lines[0].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let columns = header.contains("price") ? [header.firstIndex(of: "price")!] : header.contains("bid") ? ["bid", "ask"].map { header.firstIndex(of: $0)! } : [1]
    let start = header.contains("price") || header.contains("bid") ? 1 : 0
    for line in lines[start...] {
      let fields = line.split(separator: ",", omittingEmptySubsequences: false)
      prices.append(try columns.reduce(Int128(0)) { try $0 + DecimalText.parseWide(Array(fields[$1].utf8).span, scale: 12) })
    }
  }
}
