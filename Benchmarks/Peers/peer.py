"""How a peer's side of a suite talks: a request a line on standard input, an answer a line on standard output.

    {"suite": "drift", "peer": "scipy", "row": "ks", "n": 1000000, "files": ["a.f64", "b.f64"]}
    {"seconds": 0.21, "answer": [0.0017, 0.11]}      CPU seconds of the work over all threads; reading the data is not part of it
    {"error": "No module named 'scipy'"}

One thread a library: CPU time is what is compared, and a second thread only adds to it."""
import os

for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS", "POLARS_MAX_THREADS"):
    os.environ.setdefault(name, "1")
os.environ.setdefault("NML_DISABLE_USAGE_LOGGING", "1")
os.environ.setdefault("DO_NOT_TRACK", "1")

import json
import sys
import time
import warnings

warnings.simplefilter("ignore")
# Libraries that talk must not talk into the answers.
answers = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)


def measured(work):
    """A function that does the work once and gives its seconds and its answer."""

    def measure():
        start = time.process_time()
        answer = work()
        return time.process_time() - start, answer

    return measure


def serve(prepared):
    """Answers every request; `prepared` turns one into a function as `measured` makes it. Only the latest row's data are kept: pairs of one row
    follow each other."""
    key, measure = None, None
    for line in sys.stdin:
        request = json.loads(line)
        try:
            asked = (request["peer"], request["row"], request["n"], *request["files"])
            if asked != key:
                key, measure = None, None
                key, measure = asked, prepared(request)
            seconds, answer = measure()
            reply = {"seconds": max(seconds, 1e-6), "answer": [float(value) for value in answer]}
            answers.write(json.dumps(reply, allow_nan=False) + "\n")
        except Exception as error:  # a peer that fails is a row without a ratio, whatever failed
            key, measure = None, None
            answers.write(json.dumps({"error": f"{type(error).__name__}: {error}"[:300]}) + "\n")
