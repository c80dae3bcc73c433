#!/usr/bin/env python3
"""The peers' side of the suite lineprotocol: ticks to text, row by row, through the clients' own encoders."""
import peer

TAGS = {"exchange": "kraken", "side": "buy", "symbol": "BTC-USD"}


def ticks(path):
    """Rows of price, quantity, bid, ask, number and time from the integers that the file holds."""
    import numpy

    prices, quantities, bids, asks = numpy.fromfile(path, dtype="<f8").reshape(4, -1)
    columns = (prices / 10, quantities / 1e8, bids / 10, asks / 10)
    return [
        (*row, 1_000_000_000 + index, 1_700_000_000_123_456_789 + index * 1_000_003)
        for index, row in enumerate(zip(*(column.tolist() for column in columns)))
    ]


def digest(text):
    """Bytes, and the sum of every 97th."""
    return [len(text), sum(text[::97])]


def questdb(rows):
    from questdb.ingress import Buffer, TimestampNanos

    def work():
        buffer = Buffer(protocol_version=1, init_buf_size=200 * len(rows))
        for price, quantity, bid, ask, number, time in rows:
            buffer.row("tick", symbols=TAGS, columns={"ask": ask, "bid": bid, "id": number, "price": price, "qty": quantity}, at=TimestampNanos(time))
        return digest(bytes(buffer))

    return work


def influxdb_client(rows):
    from influxdb_client import Point, WritePrecision

    def work():
        lines = []
        for price, quantity, bid, ask, number, time in rows:
            point = Point("tick").tag("exchange", "kraken").tag("side", "buy").tag("symbol", "BTC-USD")
            point = point.field("ask", ask).field("bid", bid).field("id", number).field("price", price).field("qty", quantity)
            lines.append(point.time(time, WritePrecision.NS).to_line_protocol())
        lines.append("")
        return digest("\n".join(lines).encode())

    return work


WORK = {"questdb": questdb, "influxdb_client": influxdb_client}

if __name__ == "__main__":
    # Both rows are the same work to clients that take floats only: the text is the same, too.
    peer.serve(lambda request: peer.measured(WORK[request["peer"]](ticks(request["files"][0]))))
