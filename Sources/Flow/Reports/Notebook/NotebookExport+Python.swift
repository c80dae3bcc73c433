extension NotebookExport {
  static let setUp = """
    import csv, json, math
    import numpy as np
    from scipy import special, stats

    with open("friday.json", encoding="utf-8") as file:
        document = json.load(file)
    compared = 0

    def number(value):
        return math.nan if value is None else float(value)

    def same(ours, friday, what, relative=1e-9, absolute=1e-12):
        global compared
        compared += 1
        friday = number(friday)
        assert np.isclose(ours, friday, rtol=relative, atol=absolute, equal_nan=True), f"{what}: numpy and scipy say {ours!r}, friday {friday!r}"

    def table(path):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        return header, rows

    def cell(text):
        return float(text) if text else math.nan
    """

  static let readHistory = """
    header, rows = table("history.csv")
    time = np.array([int(row[0]) for row in rows], dtype=np.int64)
    columns = {name: np.array([cell(row[place + 1]) for row in rows]) for place, name in enumerate(header[1:])}
    print(f"{len(time)} rows, columns {', '.join(columns)}")

    def nanoseconds(text):
        return np.datetime64(text.rstrip("Z"), "ns").astype(np.int64)

    def stretch(start, end):
        return slice(np.searchsorted(time, nanoseconds(start)), np.searchsorted(time, nanoseconds(end)))
    """

  static let readSamples = """
    def sample(path):
        header, rows = table(path)
        return {name: np.array([cell(row[place]) for row in rows]) for place, name in enumerate(header)}

    reference, current = sample("reference.csv"), sample("current.csv")
    print(f"{len(reference)} columns")
    """

  static let statistics = """
    def psi(reference, current, bins=10, epsilon=1e-4):
        quantiles = np.quantile(reference, np.arange(bins + 1) / bins)
        values, times = np.unique(quantiles, return_counts=True)
        atoms = values[times > 1]
        edges = np.unique(np.concatenate([quantiles[1:-1], atoms, np.nextafter(atoms, np.inf)]))
        def share(sample):
            counts = np.bincount(np.searchsorted(edges, sample, side="right"), minlength=len(edges) + 1)
            return counts / len(sample)
        p, q = share(reference), share(current)
        kept = (p > 0) | (q > 0)
        p, q = np.where(p == 0, epsilon, p)[kept], np.where(q == 0, epsilon, q)[kept]
        return float(np.sum((q - p) * np.log(q / p)))

    def wasserstein(reference, current):
        if not (np.isfinite(reference).all() and np.isfinite(current).all()):
            return math.nan
        return stats.wasserstein_distance(reference, current)
    """

  static let levels = """
    class Levels:
        def __init__(self, method, alpha, wealth):
            self.method, self.alpha, self.wealth = method, alpha, wealth
            self.time, self.candidates, self.rejections = 0, 0, []

        def gamma(self, t):
            if self.method == "saffron":
                return 0.4374901657 * t ** -1.6
            return 0.07720838 * math.log(max(t, 2)) / (t * math.exp(math.sqrt(math.log(t))))

        def decide(self, pvalue):
            now = self.time + 1
            spare = self.candidates if self.method == "saffron" else 0
            level = self.wealth * self.gamma(now - spare)
            for place, (when, before) in enumerate(self.rejections):
                share = self.alpha - self.wealth if place == 0 else self.alpha
                level += share * self.gamma(now - when - ((self.candidates - before) if self.method == "saffron" else 0))
            if self.method == "saffron":
                level = min(0.5, 0.5 * level)
            self.time = now
            self.candidates += pvalue <= 0.5
            if pvalue <= level:
                self.rejections.append((now, self.candidates))
            return level, pvalue <= level
    """

  static let windows = """
    control = document["false_discovery"]
    levels = Levels(control["method"], control["alpha"], control["initial_wealth"])
    distances = {name: [] for name in columns}
    for window in document["windows"]:
        now, before = stretch(window["start"], window["end"]), stretch(window["reference"]["start"], window["reference"]["end"])
        for found in window["columns"]:
            what = f"{found['name']} in {window['start']}"
            a, b = columns[found["name"]][before], columns[found["name"]][now]
            same(np.isnan(a).sum(), found["nan_reference"], what)
            same(np.isnan(b).sum(), found["nan_current"], what)
            a, b = a[~np.isnan(a)], b[~np.isnan(b)]
            same(len(a), found["n_reference"], what)
            same(len(b), found["n_current"], what)
            if min(len(a), len(b)) < document["min_count"]:
                assert found["statistics"] is None, what
                distances[found["name"]].append(math.nan)
                continue
            ks = found["statistics"]["ks"]
            test = stats.ks_2samp(a, b)
            pvalue = test.pvalue
            if ks["effective_counts"] is not None:
                n, m = ks["effective_counts"]
                pvalue = stats.kstwobign.sf(math.sqrt(n * m / (n + m)) * test.statistic)
            same(test.statistic, ks["statistic"], what + " KS D")
            same(pvalue, ks["pvalue"], what + " KS p", relative=1e-7, absolute=1e-300)
            same(psi(a, b), found["statistics"]["psi"]["value"], what + " PSI")
            same(wasserstein(a, b), found["statistics"]["wasserstein"]["value"], what + " W1")
            level, rejected = levels.decide(ks["pvalue"])
            same(level, found["level"], what + " level")
            assert rejected == found["rejected"], what
            assert (rejected and ks["statistic"] >= document["min_effect"]) == found["drifted"], what
            distances[found["name"]].append(test.statistic)
    assert levels.time == control["tests"]
    print(f"{compared} numbers of {len(document['windows'])} windows agree")
    """

  static let compare = """
    pvalues = []
    for found in document["columns"]:
        if found["kind"] != "numeric":
            continue
        what = found["name"]
        a, b = reference[what], current[what]
        same(np.isnan(a).sum(), found["nan_reference"], what)
        same(np.isnan(b).sum(), found["nan_current"], what)
        a, b = a[~np.isnan(a)], b[~np.isnan(b)]
        same(len(a), found["n_reference"], what)
        same(len(b), found["n_current"], what)
        ks, test = found["statistics"]["ks"], stats.ks_2samp(a, b)
        same(test.statistic, ks["statistic"], what + " KS D")
        same(test.pvalue, ks["pvalue"], what + " KS p", relative=1e-7, absolute=1e-300)
        same(psi(a, b), found["statistics"]["psi"]["value"], what + " PSI")
        same(wasserstein(a, b), found["statistics"]["wasserstein"]["value"], what + " W1")
        pvalues.append((ks["pvalue"], ks["statistic"], found))

    # Holm over all columns.
    order = sorted(range(len(pvalues)), key=lambda place: pvalues[place][0])
    running, alpha = 0.0, document["multiple_testing"]["alpha"]
    for rank, place in enumerate(order):
        pvalue, statistic, found = pvalues[place]
        running = max(running, min(1.0, (len(order) - rank) * pvalue))
        assert (running <= alpha and statistic >= document["min_effect"]) == found["drifted"], found["name"]
    print(f"{compared} numbers of {len(pvalues)} columns agree")
    """
}
