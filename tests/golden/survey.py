"""Golden values of the survey's measures: Wilson intervals and quantiles, from SciPy and NumPy.

Run: python3 tests/golden/survey.py  (writes survey.json beside this file)
"""
import json
import pathlib

import numpy
import scipy
from scipy.stats import binomtest

# Twelfths of the study's table (n of 36), small samples, both ends.
PAIRS = [(2, 36), (16, 36), (19, 36), (26, 36), (0, 36), (5, 36), (7, 36), (10, 36), (4, 36), (36, 36), (0, 1), (1, 1), (3, 7), (512, 1000)]
VALUES = [3.5, 1.25, 9.0, 4.0, 4.0, 12.5, 0.5]

golden = {
    "source": f"scipy {scipy.__version__} binomtest(k, n).proportion_ci(0.95, method='wilson'); numpy {numpy.__version__} quantile",
    "wilson": [],
    "values": VALUES,
    "quantiles": [[p, float(numpy.quantile(VALUES, p))] for p in (0, 0.025, 0.25, 0.5, 0.75, 0.975, 1)],
}
for errors, shown in PAIRS:
    interval = binomtest(errors, shown).proportion_ci(0.95, method="wilson")
    golden["wilson"].append([errors, shown, interval.low, interval.high])
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden, indent=1) + "\n")
