extension NotebookExport {
  static let partition = """
    def change_points(column, penalty, least_effect, most_blocks=512, shortest=10):
        rows = np.flatnonzero(~np.isnan(column))
        x = column[rows]
        n = len(x)
        if n < 2 * shortest:
            return []
        ordered = np.sort(x)
        picked = ordered[np.minimum(n - 1, np.arange(1, 16) * n // 16)]
        picked = picked[picked < ordered[-1]]
        if len(picked) == 0:
            return []
        thresholds, shares = np.unique(picked, return_counts=True)
        weights = shares / 15
        F = np.array([(x <= t).mean() for t in thresholds])
        low, high = np.minimum.outer(F, F), np.maximum.outer(F, F)
        matrix = np.sqrt(np.outer(weights, weights) * low * (1 - high) / (high * (1 - low)))
        weights = weights / (2 * np.linalg.eigvalsh(matrix)[-1])
        below = np.vstack([np.zeros((1, len(thresholds))), np.cumsum(x[:, None] <= thresholds, axis=0)])

        def cost(start, end):
            length = np.asarray(end - start, dtype=float)
            count = below[end] - below[start]
            rest = length[..., None] - count
            return 2 * ((special.xlogy(length, length)[..., None] - special.xlogy(count, count) - special.xlogy(rest, rest)) @ weights)

        blocks = min(n, most_blocks)
        borders = np.arange(blocks + 1) * n // blocks
        minimum = -(-shortest // (n // blocks))
        best, last = np.full(blocks + 1, np.inf), np.zeros(blocks + 1, dtype=int)
        best[0] = -penalty
        for t in range(minimum, blocks + 1):
            starts = np.arange(t - minimum + 1)
            values = best[starts] + cost(borders[starts], borders[t]) + penalty
            last[t] = np.argmin(values)
            best[t] = values[last[t]]
        found, t = [], last[blocks]
        while t > 0:
            found.insert(0, t)
            t = last[t]
        places = [0] + [int(borders[b]) for b in found] + [n]
        if n > blocks:
            for place, border in enumerate(found):
                first, end = places[place], places[place + 2]
                room = np.arange(max(first + shortest, borders[border - 1]), min(end - shortest, borders[border + 1]) + 1)
                places[place + 1] = int(room[np.argmin(cost(np.int64(first), room) + cost(room, np.int64(end)))])

        def effect(place):
            return stats.ks_2samp(x[places[place - 1]:places[place]], x[places[place]:places[place + 1]], method="asymp").statistic
        while len(places) > 2:
            effects = [effect(place) for place in range(1, len(places) - 1)]
            least = int(np.argmin(effects))
            if effects[least] >= least_effect:
                return [(int(rows[places[place + 1]]), effects[place]) for place in range(len(effects))]
            places.pop(least + 1)
        return []
    """

  static let changes = """
    # The penalty is ln(borders / level), the level shared by the columns.
    level = control["alpha"] / len(columns)
    total = 0
    for name, column in columns.items():
        friday = [found for found in document["change_points"] if found["column"] == name]
        borders = max(2, min(int((~np.isnan(column)).sum()), 512))
        penalty = math.log(borders / level)
        if document["dependence"] == "independent":
            for found in friday:
                same(penalty, found["penalty"], name + " penalty")
        elif friday:
            penalty = friday[0]["penalty"]
        else:
            continue
        ours = change_points(column, penalty, document["min_effect"])
        assert [row for row, _ in ours] == [found["row"] for found in friday], f"{name}: {ours} against {friday}"
        for (row, effect), found in zip(ours, friday):
            same(effect, found["effect"], name + " effect")
            assert time[row] == nanoseconds(found["time"]), name
        total += len(ours)
    print(f"{total} change points agree, {compared} numbers in all")
    """

  static let historyChart = """
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("no matplotlib: no chart")
    else:
        starts = [np.datetime64(window["start"].rstrip("Z")) for window in document["windows"]]
        figure, axes = plt.subplots(len(columns), 1, sharex=True, squeeze=False, figsize=(9, 2.2 * len(columns)))
        for axis, name in zip(axes[:, 0], columns):
            axis.plot(starts, distances[name], marker=".")
            for found in document["change_points"]:
                if found["column"] == name:
                    axis.axvline(np.datetime64(found["time"].rstrip("Z")), linestyle="--", color="black")
            axis.set_ylabel(f"D of {name}")
        plt.show()
    """

  static let sampleChart = """
    try:
        import matplotlib.pyplot as plt
    except ImportError:
        print("no matplotlib: no chart")
    else:
        shown = [found["name"] for found in document["columns"] if found["kind"] == "numeric"][:12]
        figure, axes = plt.subplots(len(shown), 1, squeeze=False, figsize=(9, 2.2 * len(shown)))
        for axis, name in zip(axes[:, 0], shown):
            for label, side in (("reference", reference), ("current", current)):
                values = np.sort(side[name][np.isfinite(side[name])])
                axis.step(values, np.arange(1, len(values) + 1) / len(values), where="post", label=label)
            axis.set_ylabel(name)
            axis.legend()
        plt.show()
    """
}
