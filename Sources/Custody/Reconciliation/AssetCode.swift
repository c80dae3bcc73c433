/// Kraken's names of assets brought to the field's: `XXBT`, `XBT` and `XBT.F` are all `BTC`.
///
/// Legacy codes (a leading X or Z) are a closed table, since new assets such as `XTZ` or `ZRX` begin so too.
/// Suffixes name the wallet, not the asset: `.S` staked, `.M` opt-in rewards, `.B` yield, `.F` flexible, `.T` tokenised, `.P` parachain;
/// digits before a suffix are a bonding time (`DOT28.S`).
///
/// Source: Kraken's REST documentation of `Balance`; requirement RC-03.
public enum AssetCode {
  static let legacy: [String: String] = [
    "XBT": "BTC", "XXBT": "BTC", "XDG": "DOGE", "XXDG": "DOGE", "ETH2": "ETH",
    "XETH": "ETH", "XETC": "ETC", "XLTC": "LTC", "XMLN": "MLN", "XREP": "REP", "XXLM": "XLM", "XXMR": "XMR", "XXRP": "XRP", "XZEC": "ZEC",
    "ZUSD": "USD", "ZEUR": "EUR", "ZGBP": "GBP", "ZCAD": "CAD", "ZJPY": "JPY", "ZAUD": "AUD", "ZCHF": "CHF",
  ]

  static let walletSuffixes: Set<Character> = ["S", "M", "B", "F", "T", "P"]

  /// The asset's name, the same for every code of it. Idempotent; an unknown code is its own name.
  ///
  /// - Complexity: O(length).
  public static func normalised(_ code: String) -> String {
    var name = Substring(code)
    if let last = name.last, walletSuffixes.contains(last), name.count > 2, name.dropLast().last == "." {
      name = name.dropLast(2)
      if legacy[String(name)] == nil {
        let letters = name.reversed().drop { $0.isASCII && $0.isNumber }
        // A name of digits only keeps them: there would be nothing left.
        if !letters.isEmpty { name = name.prefix(letters.count) }
      }
    }
    return legacy[String(name)] ?? String(name)
  }
}
