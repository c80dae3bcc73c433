import HTTPTransport
import Testing

@testable import Influx

@Suite("where points go") struct InfluxConfigurationTests {
  @Test("a 1.x write names the database and nanoseconds") func v1() {
    let configuration = InfluxConfiguration(
      url: "http://127.0.0.1:8086/", interface: .v1(database: "fri day&ä", credentials: HTTPCredentials(user: "u", password: "p")))
    let request = configuration.write([1, 2])
    #expect(request.url == "http://127.0.0.1:8086/write?db=fri%20day%26%C3%A4&precision=ns")
    #expect(request.method == .post && request.body == [1, 2] && request.credentials?.user == "u")
    #expect(request.maximumResponseBytes == 1 << 20)
  }

  @Test("a 2.x write names organisation, bucket and token") func v2() {
    let configuration = InfluxConfiguration(
      url: "https://host", interface: .v2(organisation: "o rg", bucket: "b", token: InfluxToken("s3cret")), createDatabase: true)
    let request = configuration.write([])
    #expect(request.url == "https://host/api/v2/write?org=o%20rg&bucket=b&precision=ns")
    #expect(request.headers.contains(HTTPHeader("Authorization", "Token s3cret")))
    #expect(configuration.creation == nil, "2.x makes no buckets by a write token")
  }

  @Test("the query that makes a database quotes its name") func creation() {
    let configuration = InfluxConfiguration(url: "http://h", interface: .v1(database: "a\"b\\c"), createDatabase: true)
    #expect(configuration.creation.map { String(decoding: $0.body, as: UTF8.self) } == "q=CREATE%20DATABASE%20%22a%5C%22b%5C%5Cc%22")
    #expect(InfluxConfiguration(url: "http://h", interface: .v1(database: "a")).creation == nil)
  }

  @Test("the cursor's name and everything printed hold no secret") func secrets() {
    let configuration = InfluxConfiguration(
      url: "http://user:passw0rd@host:8086", interface: .v2(organisation: "o", bucket: "b", token: InfluxToken("s3cret")))
    #expect(configuration.destination == "host:8086/o/b")
    var dumped = ""
    dump(configuration.interface, to: &dumped)
    dump(configuration.write([]), to: &dumped)
    dumped += "\(configuration.interface) \(configuration.write([])) \(String(reflecting: configuration.write([])))"
    #expect(!dumped.contains("s3cret"))
    #expect(!"\(configuration.write([]))".contains("passw0rd"))
  }
}
