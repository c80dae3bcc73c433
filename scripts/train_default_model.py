"""Trains the default model on a feature table and writes model.json, metadata.json and the dataset's metadata.json.

Called by scripts/train-default-model. Rows are thinned to one a second and symbol, because neighbouring rows share almost all of their
five minutes of future; the last 30 % of time is the test part, and the rows whose label would look into it are purged.
"""
import argparse
import csv
import datetime
import hashlib
import json
import math
import pathlib

import numpy
import xgboost

HORIZON = 300
# Rows overlap by almost all of their five minutes, so the thousands of them hold some fifty independent labels a symbol: leaves are kept
# large and the trees' weight small, or the model would be sure of what it cannot know.
PARAMETERS = {
    "objective": "binary:logistic", "max_depth": 6, "eta": 0.02, "subsample": 0.7, "colsample_bytree": 0.7, "min_child_weight": 300,
    "lambda": 50.0, "tree_method": "hist", "nthread": 1, "seed": 7,
}
ROUNDS = 100
# Columns the model is not shown: their level tells the time of three hours of one market, or its size, and not its state.
LEFT_OUT = [
    "sin_day", "cos_day", "sin_week", "bid_depth_5", "ask_depth_5", "volume_delta_60s", "kyle_lambda_50", "vpin_20", "obv",
    "accumulation_distribution",
]
REFERENCE_ROWS = 64


def read(path, columns):
    symbols, times, rows, labels, last = [], [], [], [], {}
    with open(path, newline="") as file:
        for row in csv.DictReader(file):
            second = int(row["time_ns"]) // 1_000_000_000
            if row["label"] == "" or last.get(row["symbol"]) == second:
                continue
            last[row["symbol"]] = second
            symbols.append(row["symbol"])
            times.append(second)
            rows.append([float(row[name]) if row[name] else math.nan for name in columns])
            labels.append(int(row["label"]))
    return numpy.array(symbols), numpy.array(times), numpy.array(rows, dtype=numpy.float32), numpy.array(labels)


def auc(label, score):
    order = numpy.argsort(score, kind="stable")
    ordered, ranks = score[order], numpy.empty(len(score))
    first = 0
    for last in range(1, len(score) + 1):
        if last == len(score) or ordered[last] != ordered[first]:
            ranks[order[first:last]] = (first + last + 1) / 2
            first = last
    positives = int(label.sum())
    negatives = len(label) - positives
    return (ranks[label == 1].sum() - positives * (positives + 1) / 2) / (positives * negatives)


def sha256(path):
    return hashlib.sha256(pathlib.Path(path).read_bytes()).hexdigest()


def described(path):
    return {"file": path.name, "sha256": sha256(path), "bytes": path.stat().st_size}


def write_reference(path, booster, columns, rows):
    """Rows with the answers of the library that trained the model: what the engine asks of it before it may serve."""
    matrix = xgboost.DMatrix(rows, feature_names=columns)
    margins = booster.predict(matrix, output_margin=True)
    values = booster.predict(matrix)
    with open(path, "w", newline="\n") as file:
        file.write(",".join(columns + ["margin", "value"]) + "\n")
        for row, margin, value in zip(rows, margins, values):
            cells = ["" if math.isnan(number) else repr(float(number)) for number in row]
            file.write(",".join(cells + [repr(float(margin)), repr(float(value))]) + "\n")


def text(second):
    return datetime.datetime.fromtimestamp(second, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def main():
    parser = argparse.ArgumentParser()
    for name in ("table", "sets", "market", "dataset", "seed", "hours", "out"):
        parser.add_argument("--" + name, required=True)
    options = parser.parse_args()
    features = json.load(open(options.sets))["items"][0]
    columns = [column["name"] for column in features["columns"]]
    symbols, times, rows, labels = read(options.table, columns)

    cut = times.min() + int(0.7 * (times.max() - times.min()))
    train = times < cut - HORIZON
    test = times >= cut
    shown = rows[train].copy()
    shown[:, [columns.index(name) for name in LEFT_OUT]] = math.nan
    booster = xgboost.train(PARAMETERS, xgboost.DMatrix(shown, label=labels[train], feature_names=columns), ROUNDS)
    probability = booster.predict(xgboost.DMatrix(rows[test], feature_names=columns)).astype(float)
    truth = labels[test]
    base = labels[train].mean()
    metrics = {
        "auc": float(auc(truth, probability)),
        "log_loss": float(-numpy.mean(numpy.where(truth == 1, numpy.log(probability), numpy.log1p(-probability)))),
        "brier": float(numpy.mean((probability - truth) ** 2)),
        "brier_of_training_base_rate": float(numpy.mean((base - truth) ** 2)),
        "base_rate": float(truth.mean()),
    }
    out = pathlib.Path(options.out)
    booster.save_model(out / "model.json")
    write_reference(out / "reference.csv", booster, columns, rows[test][:: max(1, int(test.sum()) // REFERENCE_ROWS)][:REFERENCE_ROWS])
    market = pathlib.Path(options.market)
    command = f"friday simulate --seed {options.seed} --hours {options.hours} --market-only --out {options.dataset}/data"
    manifest = {
        "name": "touch-5m", "version": "2.0.0", "format": "xgboost-json",
        "feature_schema": {"name": features["set"], "version": features["version"], "hash": features["hash"],
                           "definitions": features["definitions"], "columns": columns},
        "label": {"kind": "touch", "horizon_seconds": HORIZON, "threshold": "0.001"},
        "trained_on": {
            "dataset": pathlib.Path(options.dataset).name, "sha256": sha256(market), "rows": int(train.sum()),
            "range": [text(int(times[train].min())), text(int(times[train].max()))],
        },
        "training": {"command": "scripts/train-default-model", "parameters": PARAMETERS, "rounds": ROUNDS, "left_out": LEFT_OUT,
 "xgboost": xgboost.__version__},
        "test": {"rows": int(test.sum()), "range": [text(int(times[test].min())), text(int(times[test].max()))]},
        "metrics": metrics,
        "created": text(int(datetime.datetime.now(datetime.timezone.utc).timestamp())),
        "artifact": described(out / "model.json"),
        "reference": described(out / "reference.csv"),
        "licence": "Apache-2.0",
    }
    (out / "metadata.json").write_text(json.dumps(manifest, indent=2) + "\n")
    data = {
        "name": pathlib.Path(options.dataset).name,
        "description": "A simulated market of BTC/USD and ETH/USD: every change of a ten-level book and every trade, calm and turbulent regimes of 20 minutes in turn.",
        "command": command, "seed": int(options.seed), "licence": "Apache-2.0",
        "files": [{"sha256": sha256(market), "file": market.name, "bytes": market.stat().st_size}],
    }
    lines = json.dumps(data, indent=2).replace("{\n      \"sha256\"", "{\"sha256\"").replace(",\n      \"", ", \"").replace("\n    }", "}")
    (pathlib.Path(options.dataset) / "metadata.json").write_text(lines + "\n")
    for name, value in metrics.items():
        print(f"{name:30} {value:.4f}")
    print(f"{int(train.sum())} rows to train on, {int(test.sum())} to test on, base rate in training {base:.4f}")


main()
