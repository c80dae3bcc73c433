#!/usr/bin/env python3
"""The peers' side of the drift suite."""
import os
import subprocess
import sys

import peer


def read(path):
    import numpy

    return numpy.fromfile(path, dtype="<f8")


def table(path):
    """A file of columns one after the other; its name ends in ROWSxCOLUMNS-SHIFT.f64."""
    columns = int(os.path.basename(path).split("x")[-1].split("-")[0])
    return read(path).reshape(columns, -1)


def ks_scipy(files):
    from scipy import stats

    a, b = map(read, files)

    def work():
        found = stats.ks_2samp(a, b, method="asymp")
        return [found.statistic, found.pvalue]

    return work


def psi_numpy(files):
    import numpy as np

    reference, current = map(read, files)

    def work():
        edges = np.quantile(reference, np.arange(1, 10) / 10)
        p = np.bincount(np.searchsorted(edges, reference, "right"), minlength=10) / reference.size
        q = np.bincount(np.searchsorted(edges, current, "right"), minlength=10) / current.size
        p[p == 0] = 1e-4
        q[q == 0] = 1e-4
        return [((q - p) * np.log(q / p)).sum()]

    return work


def rank_scipy(files):
    from scipy import stats

    a, b = map(read, files)

    def work():
        ks = stats.ks_2samp(a, b, method="asymp")
        mann_whitney = stats.mannwhitneyu(a, b, method="asymptotic")
        return [
            ks.statistic,
            stats.wasserstein_distance(a, b),
            stats.energy_distance(a, b),
            mann_whitney.statistic,
            stats.cramervonmises_2samp(a, b, method="asymptotic").statistic,
            stats.anderson_ksamp([a, b]).statistic,
            ks.pvalue,
            mann_whitney.pvalue,
        ]

    return work


def mmd_numpy(files):
    import numpy as np

    x, y = (np.ascontiguousarray(table(path).T) for path in files)
    n, m = len(x), len(y)

    def squares(a, b):
        return (a * a).sum(1)[:, None] + (b * b).sum(1) - 2 * a @ b.T

    pooled = np.vstack([x, y])
    side = np.repeat([1.0, -1.0], [n, m])

    def work():
        # The kernel once, then all permutations as one product with their signs.
        kernel = np.exp(-squares(pooled, pooled) / 40)
        np.fill_diagonal(kernel, 0)
        random = np.random.default_rng(0)
        signs = np.array([random.permutation(side) for _ in range(100)])
        permuted = ((signs @ kernel) * signs).sum(1)
        assert len(permuted) == 100
        return [kernel[:n, :n].sum() / (n * (n - 1)) + kernel[n:, n:].sum() / (m * (m - 1)) - 2 * kernel[:n, n:].mean()]

    return work


def adwin_river(files):
    from river import drift

    values = read(files[0]).tolist()

    def work():
        detector = drift.ADWIN()
        update = detector.update
        for value in values:
            update(value)
        return [detector.width, detector.estimation]

    return work


def sliding_ks_frouros(files):
    from frouros.detectors.data_drift import IncrementalKSTest

    reference, values = read(files[0]), read(files[1]).tolist()

    def work():
        detector = IncrementalKSTest(window_size=500)
        detector.fit(X=reference)
        total = 0.0
        for value in values:
            found, _ = detector.update(value=value)
            if found is not None:
                total += found.statistic
        return [total]

    return work


def frames(files):
    import pandas

    return [pandas.DataFrame({f"c{index}": column for index, column in enumerate(table(path))}) for path in files]


def report_evidently(files):
    from evidently import DataDefinition, Dataset, Report
    from evidently.presets import DataDriftPreset

    reference, current = frames(files)
    definition = DataDefinition(numerical_columns=list(reference.columns))

    def work():
        snapshot = Report([DataDriftPreset(method="ks")]).run(
            Dataset.from_pandas(current, definition), Dataset.from_pandas(reference, definition)
        )
        found = {}
        for metric in snapshot.dict()["metrics"]:
            column = (metric.get("config") or {}).get("column")
            if column is None and "column=" in str(metric.get("metric_id")):
                column = str(metric["metric_id"]).split("column=")[1].split(",")[0].split(")")[0]
            if column is not None:
                found[column] = metric["value"]
        return [found[column] for column in reference.columns]

    return work


def report_nannyml(files):
    import nannyml

    reference, current = frames(files)
    names = list(reference.columns)

    def work():
        calculator = nannyml.UnivariateDriftCalculator(column_names=names, continuous_methods=["kolmogorov_smirnov"], chunk_number=1)
        calculator.fit(reference)
        found = calculator.calculate(current).filter(period="analysis").to_df()
        return [found[(name, "kolmogorov_smirnov", "value")].iloc[0] for name in names]

    return work


def csv_polars(files):
    import polars

    def work():
        found = polars.read_csv(files[0])
        return [found.height, *found.row(found.height // 2), *found.row(found.height - 1)]

    return work


class MOA:
    """A Java process that keeps the stream in memory and runs MOA's own ADWIN over it; its CPU time includes its compiler and collector."""

    def __init__(self, files):
        jar = os.path.join(sys.prefix, "moa.jar")
        if not os.path.exists(jar):
            raise RuntimeError("no moa.jar: scripts/peers fetches it where Java is")
        self.child = subprocess.Popen(
            ["java", "-cp", jar + os.pathsep + os.path.join(sys.prefix, "moa-classes"), "AdwinPeer", files[0]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, bufsize=1)
        if self.child.stdout.readline().strip() != "ready":
            raise RuntimeError("the Java side did not start")
        # The compiler gets to know the loop before anything is measured.
        for _ in range(2):
            self.measure()

    def measure(self):
        self.child.stdin.write("run\n")
        seconds, width, estimation = map(float, self.child.stdout.readline().split())
        return seconds, [width, estimation]


WORK = {
    ("scipy", "ks"): ks_scipy,
    ("numpy", "psi"): psi_numpy,
    ("scipy", "rank"): rank_scipy,
    ("numpy", "mmd"): mmd_numpy,
    ("river", "adwin"): adwin_river,
    ("frouros", "sliding_ks"): sliding_ks_frouros,
    ("evidently", "report"): report_evidently,
    ("nannyml", "report"): report_nannyml,
    ("polars", "csv"): csv_polars,
}


def prepared(request):
    if (request["peer"], request["row"]) == ("moa", "adwin"):
        return MOA(request["files"]).measure
    return peer.measured(WORK[(request["peer"], request["row"])](request["files"]))


if __name__ == "__main__":
    peer.serve(prepared)
