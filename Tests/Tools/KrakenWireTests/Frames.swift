import Domain
import KrakenWire

/// Frames and instruments that several tests use.
enum Frames {
  static let bitcoin = Instrument(symbol: "BTC/USD", base: "BTC", quote: "USD", priceDecimals: 1, quantityDecimals: 8)
  static let ripple = Instrument(symbol: "XRP/USD", base: "XRP", quote: "USD", priceDecimals: 5, quantityDecimals: 8)

  static func decoder() -> FrameDecoder {
    var decoder = FrameDecoder()
    decoder.instruments.insert(bitcoin)
    decoder.instruments.insert(ripple)
    return decoder
  }

  static let book =
    #"{"channel":"book","type":"update","data":[{"symbol":"BTC/USD","bids":[{"price":45283.5,"qty":0.10000000}],"asks":[{"price":45285.2,"qty":0.00000000},{"price":45286.4,"qty":1.54571953}],"checksum":3310070434,"timestamp":"2023-10-06T17:35:55.440295Z"}]}"#
  static let trade =
    #"{"channel":"trade","type":"update","data":[{"symbol":"BTC/USD","side":"buy","price":68500.0,"qty":0.01044926,"ord_type":"limit","trade_id":70635299,"timestamp":"2024-05-27T12:43:11.798009Z"},{"symbol":"XRP/USD","side":"sell","price":0.51170,"qty":40.0,"ord_type":"market","trade_id":4665906,"timestamp":"2024-05-27T12:43:12.000000Z"}]}"#
  static let execution =
    #"{"channel":"executions","type":"update","sequence":10,"data":[{"exec_type":"trade","order_status":"partially_filled","order_id":"OAAAAA-BBBBB-CCCCCC","exec_id":"TAAAAA-BBBBB-CCCCCC","trade_id":42,"symbol":"XRP/USD","side":"buy","last_qty":40.00000000,"last_price":0.50000,"liquidity_ind":"m","cost":20.00000,"fees":[{"asset":"USD","qty":0.05000},{"asset":"KFEE","qty":1.5}],"cum_qty":40.00000000,"cum_cost":20.00000,"avg_price":0.50000,"timestamp":"2026-01-01T00:00:00.000001Z"}]}"#
  static let balances =
    #"{"channel":"balances","type":"update","data":[{"ledger_id":"DATKX6-PEHL1-HZKND8","ref_id":"LKAKN2-N0N12-VKQNLN","timestamp":"2024-05-24T14:01:53.526524Z","type":"trade","asset":"USD","asset_class":"currency","category":"trade","wallet_type":"spot","wallet_id":"main","amount":-19.9743,"fee":0.0499,"balance":118.0677}],"sequence":4}"#
  static let instrument =
    #"{"channel":"instrument","type":"snapshot","data":{"assets":[{"id":"USD","status":"enabled","precision":4,"precision_display":2,"borrowable":true,"collateral_value":1.00,"margin_rate":0.025000}],"pairs":[{"symbol":"EUR/USD","base":"EUR","quote":"USD","status":"online","qty_precision":8,"qty_increment":0.00000001,"price_precision":5,"cost_precision":5,"marginable":false,"has_index":true,"cost_min":0.50,"tick_size":1E-5,"price_increment":1E-5,"qty_min":0.50000000}]}}"#
  static let ticker =
    #"{"channel":"ticker","type":"snapshot","data":[{"symbol":"BTC/USD","bid":65972.8,"bid_qty":0.10000000,"ask":65972.9,"ask_qty":39.67506683,"last":65972.9,"volume":4216.61829370,"vwap":64275.2,"low":61325.4,"high":66450.0,"change":4412.1,"change_pct":7.17}]}"#
  static let status =
    #"{"channel":"status","type":"update","data":[{"system":"online","api_version":"v2","connection_id":18266300427528990701,"version":"2.0.10"}]}"#
  static let acknowledgement =
    #"{"method":"subscribe","req_id":11,"result":{"channel":"book","symbol":"BTC/USD","depth":10,"snapshot":true,"warnings":["old"]},"success":true,"time_in":"2024-05-15T11:20:43.013486Z","time_out":"2024-05-15T11:20:43.013545Z"}"#
  static let all = [
    book, trade, execution, balances, instrument, ticker, status, acknowledgement, #"{"channel":"heartbeat"}"#,
    #"{"method":"subscribe","req_id":11,"symbol":"FOO/USD","success":false,"error":"Currency pair not supported FOO/USD"}"#,
    #"{"method":"pong","req_id":1,"time_in":"2023-09-25T09:05:00.123456Z","time_out":"2023-09-25T09:05:00.123500Z"}"#,
  ]
}
