#!/usr/bin/env python3
"""orjson's side of the suite decode: frames to a book whose checksum is checked, and to the state of orders, in plain Python behind the parser."""
import peer


def frames(path):
    with open(path, "rb") as file:
        return file.read().splitlines()


def book(path):
    from zlib import crc32

    from orjson import loads

    texts = frames(path)

    def digits(price, quantity):
        return f"{price:.1f}".replace(".", "").lstrip("0") + f"{quantity:.8f}".replace(".", "").lstrip("0")

    def work():
        right = 0
        bids, asks = {}, {}
        for text in texts:
            frame = loads(text)
            data = frame["data"][0]
            if frame["type"] == "snapshot":
                bids.clear()
                asks.clear()
            for side, changes in ((bids, data["bids"]), (asks, data["asks"])):
                for change in changes:
                    if change["qty"] == 0:
                        side.pop(change["price"], None)
                    else:
                        side[change["price"]] = change["qty"]
            for price in sorted(bids, reverse=True)[10:]:
                del bids[price]
            for price in sorted(asks)[10:]:
                del asks[price]
            levels = [digits(price, asks[price]) for price in sorted(asks)] + [digits(price, bids[price]) for price in sorted(bids, reverse=True)]
            right += crc32("".join(levels).encode()) == data["checksum"]
        return [len(texts), right, round(max(bids) * 10), round(min(asks) * 10)]

    return work


def executions(path):
    from orjson import loads

    texts = frames(path)

    def work():
        orders = {}
        trades, most, quantity, cost = 0, 0, 0.0, 0.0
        for text in texts:
            for row in loads(text)["data"]:
                name = row["order_id"]
                state = orders.setdefault(name, [None, 0.0])
                if "order_qty" in row:
                    state[0] = row["order_qty"]
                if "cum_qty" in row:
                    state[1] = row["cum_qty"]
                if row["exec_type"] == "trade":
                    trades += 1
                    quantity += row["last_qty"]
                    cost += row["cost"]
                if state[0] == state[1]:
                    del orders[name]
                most = max(most, len(orders))
        return [len(texts), trades, quantity, cost, most, len(orders)]

    return work


if __name__ == "__main__":
    peer.serve(lambda request: peer.measured({"book": book, "executions": executions}[request["row"]](request["files"][0])))
