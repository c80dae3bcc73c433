#!/usr/bin/env python3
"""The peers' side of the suite features: columns of trades by polars and pandas, and TA-Lib's O(1) handles through its Python module.

TA-Lib's C library is a program of its own, features_talib.c."""
import peer

# Rows before the first that is compared, and the history of a handle.
HISTORY = 2000


def sampled(column, first):
    """Ten values, evenly spread from a row to the last."""
    last = len(column) - 1 - first
    return [float(column[first + index * last // 9]) for index in range(10)]


def trades(path):
    import numpy

    return numpy.fromfile(path, dtype="<f8").reshape(4, -1)


def polars(path):
    import polars as pl

    times, prices, quantities, sides = trades(path)
    frame = pl.DataFrame({"t": times.astype("int64"), "p": prices, "q": quantities, "s": quantities * sides, "m": prices * quantities})
    frame = frame.with_columns(pl.col("t").cast(pl.Datetime("ns")))
    p, q, s, m = (pl.col(name) for name in "pqsm")
    expressions = {
        "mean_20": p.rolling_mean(20),
        "mean_1000": p.rolling_mean(1000),
        "std_20": p.rolling_std(20),
        "std_1000": p.rolling_std(1000),
        "min_1000": p.rolling_min(1000),
        "max_20": p.rolling_max(20),
        "max_1000": p.rolling_max(1000),
        "mean_60s": p.rolling_mean_by("t", "60s"),
        "std_60s": p.rolling_std_by("t", "60s"),
        "max_60s": p.rolling_max_by("t", "60s"),
        "vwap_60s": m.rolling_sum_by("t", "60s") / q.rolling_sum_by("t", "60s"),
        "delta_10s": s.rolling_sum_by("t", "10s"),
        "imbalance_10s": s.rolling_sum_by("t", "10s") / q.rolling_sum_by("t", "10s"),
        "ema_20": p.ewm_mean(span=20, adjust=False),
        "ema_200": p.ewm_mean(span=200, adjust=False),
        "roc_20": 100 * (p / p.shift(20) - 1),
    }
    # One column at a time: neither side holds more than one.
    return lambda: [value for name in expressions for value in sampled(frame.select(expressions[name]).to_series(), 20_000)]


def pandas(path):
    import pandas as pd

    times, prices, quantities, sides = trades(path)
    index = pd.to_datetime(times.astype("int64"))
    p, q, s, m = (pd.Series(values, index=index) for values in (prices, quantities, quantities * sides, prices * quantities))
    columns = [
        lambda: p.rolling(20).mean(),
        lambda: p.rolling(1000).mean(),
        lambda: p.rolling(20).std(),
        lambda: p.rolling(1000).std(),
        lambda: p.rolling(1000).min(),
        lambda: p.rolling(20).max(),
        lambda: p.rolling(1000).max(),
        lambda: p.rolling("60s").mean(),
        lambda: p.rolling("60s").std(),
        lambda: p.rolling("60s").max(),
        lambda: m.rolling("60s").sum() / q.rolling("60s").sum(),
        lambda: s.rolling("10s").sum(),
        lambda: s.rolling("10s").sum() / q.rolling("10s").sum(),
        lambda: p.ewm(span=20, adjust=False).mean(),
        lambda: p.ewm(span=200, adjust=False).mean(),
        lambda: 100 * (p / p.shift(20) - 1),
    ]
    return lambda: [value for column in columns for value in sampled(column().to_numpy(), 20_000)]


def handles(row, path):
    """One Python call a value."""
    import numpy
    from talib import stream

    bars = numpy.fromfile(path, dtype="<f8").reshape(3, -1)
    close = bars[2]
    makers = {
        "rsi": (stream.RSI, (14,), 1),
        "ema": (stream.EMA, (20,), 1),
        "macd": (stream.MACD, (12, 26, 9), 1),
        "atr": (stream.ATR, (14,), 3),
        "sma": (stream.SMA, (20,), 1),
        "bollinger": (stream.BBANDS, (20, 2, 2), 1),
        "stddev_20": (stream.STDDEV, (20,), 1),
        "stddev_1000": (stream.STDDEV, (1000,), 1),
        "adx": (stream.ADX, (14,), 3),
        "kama": (stream.KAMA, (10,), 1),
        "cci_20": (stream.CCI, (20,), 3),
        "cci_200": (stream.CCI, (200,), 3),
        "willr": (stream.WILLR, (14,), 3),
        "max_20": (stream.MAX, (20,), 1),
        "max_1000": (stream.MAX, (1000,), 1),
    }
    names = ["rsi", "ema", "macd", "atr"] if row == "event" else [row.removeprefix("event_")]
    rows = list(zip(*(column[HISTORY:].tolist() for column in bars)))
    inputs = {1: [row[2:] for row in rows], 3: rows}

    def work():
        answer = []
        for name in names:
            make, parameters, width = makers[name]
            history = bars if width == 3 else bars[2:]
            update = make(*(column[:HISTORY] for column in history), *parameters).update
            found = [update(*values) for values in inputs[width]]
            if isinstance(found[-1], tuple):
                for place in range(len(found[-1])):
                    answer += sampled([values[place] for values in (found[0], *(found[index * (len(found) - 1) // 9] for index in range(1, 10)))], 0)
            else:
                answer += sampled(found, 0)
        return answer

    assert len(close) > HISTORY
    return work


def prepared(request):
    path = request["files"][0]
    if request["peer"] == "talib_python":
        return peer.measured(handles(request["row"], path))
    return peer.measured({"polars": polars, "pandas": pandas}[request["peer"]](path))


if __name__ == "__main__":
    peer.serve(prepared)
