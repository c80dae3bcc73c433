/// Every rank statistic by its definition, in quadratic time: the twin of the scans.
struct NaiveRanks {
  var greatest = -Double.infinity
  var greatestAt = Double.nan
  var least = Double.infinity
  var leastAt = Double.nan
  var area = 0.0
  var squaredArea = 0.0
  var twiceWins = 0
  var ties = 0.0
  var distinct = 0
  var cramerVonMises = 0.0
  var andersonDarling = 0.0

  init(_ a: [Double], _ b: [Double]) {
    let (n, m) = (Double(a.count), Double(b.count))
    func share(_ x: [Double], _ at: Double) -> Double { Double(x.count { $0 <= at }) / Double(x.count) }
    for value in a.sorted() + b.sorted() {
      let difference = share(a, value) - share(b, value)
      if difference > greatest { (greatest, greatestAt) = (difference, value) }
      if difference < least { (least, leastAt) = (difference, value) }
    }
    let pooled = (a + b).sorted()
    for (value, next) in zip(pooled, pooled.dropFirst()) where next > value {
      let difference = share(a, value) - share(b, value)
      area += abs(difference) * (next - value)
      squaredArea += difference * difference * (next - value)
    }
    for x in a { for y in b { twiceWins += x > y ? 2 : x == y ? 1 : 0 } }
    let total = n + m
    func rank(_ value: Double) -> Double { Double(pooled.count { $0 < value }) + (Double(pooled.count { $0 == value }) + 1) / 2 }
    var u = 0.0
    for (index, value) in a.sorted().enumerated() { u += n * (rank(value) - Double(index + 1)) * (rank(value) - Double(index + 1)) }
    for (index, value) in b.sorted().enumerated() { u += m * (rank(value) - Double(index + 1)) * (rank(value) - Double(index + 1)) }
    cramerVonMises = u / (n * m * total) - (4 * n * m - 1) / (6 * total)
    for value in Set(pooled) {
      let t = Double(pooled.count { $0 == value })
      ties += t * t * t - t
      distinct += 1
      let middle = Double(pooled.count { $0 < value }) + t / 2
      let inA = Double(a.count { $0 < value }) + Double(a.count { $0 == value }) / 2
      let inB = Double(b.count { $0 < value }) + Double(b.count { $0 == value }) / 2
      let scale = middle * (total - middle) - total * t / 4
      for (count, size) in [(inA, n), (inB, m)] where scale > 0 {
        andersonDarling += t / total * (total * count - middle * size) * (total * count - middle * size) / scale / size
      }
    }
    andersonDarling *= (total - 1) / total
  }
}
