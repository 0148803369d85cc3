"""Golden values of GanBench.Statistics by SciPy and NumPy. Run: python3 seed_statistics.py  → seed_statistics.json"""
import json
import os

import numpy
import scipy
from scipy import stats

rng = numpy.random.RandomState(20)


def summary(x):
    mean, sd, n = numpy.mean(x), numpy.std(x, ddof=1), len(x)
    low, high = stats.t.interval(0.95, n - 1, loc=mean, scale=sd / numpy.sqrt(n))
    return {"values": list(x), "mean": mean, "sd": sd, "low": low, "high": high}


def welch(a, b):
    t, p = stats.ttest_ind(a, b, equal_var=False)
    va, vb = numpy.var(a, ddof=1) / len(a), numpy.var(b, ddof=1) / len(b)
    df = (va + vb) ** 2 / (va**2 / (len(a) - 1) + vb**2 / (len(b) - 1))
    d, half = numpy.mean(a) - numpy.mean(b), stats.t.ppf(0.975, df) * numpy.sqrt(va + vb)
    return {"a": list(a), "b": list(b), "t": t, "p": p, "df": df, "low": d - half, "high": d + half}


def spearman(x, y):
    rho, p = stats.spearmanr(x, y)
    return {"x": list(x), "y": list(y), "rho": rho, "p": p}


def increase(before, after):
    """One-sided p of a larger mean: Welch's test, or Student's with the other side's spread where one side has a single value."""
    n = max(len(before), len(after))
    if min(len(before), len(after)) > 1:
        p = stats.ttest_ind(after, before, equal_var=False, alternative="greater").pvalue
    else:
        s = numpy.std(before if len(before) > 1 else after, ddof=1)
        p = stats.t.sf((numpy.mean(after) - numpy.mean(before)) / (s * numpy.sqrt(1 + 1 / n)), n - 1)
    return {"before": list(before), "after": list(after), "p": p}


samples = [rng.normal(80, 5, n) for n in (2, 3, 5, 12)]
ties = rng.randint(0, 4, 15).astype(float)
normal = rng.normal(0.1, 1.1, 200)
golden = {
    "source": f"SciPy {scipy.__version__}, NumPy {numpy.__version__}",
    "summaries": [summary(x) for x in samples],
    "welch": [welch(samples[0], samples[3]), welch(samples[1], samples[2] - 12), welch(samples[2], samples[2][:3] + 0.5)],
    "increase": [
        increase(samples[1], samples[2]), increase(samples[2], samples[1]), increase(samples[2], samples[3] + 8),
        increase(samples[3], samples[1][:1]), increase(samples[1][:1], samples[3]),
    ],
    "paired": [
        {"differences": list(d), "p": stats.ttest_1samp(d, 0).pvalue}
        for d in (samples[2] - samples[3][:5], numpy.array([0.1, 0.11, 0.12]), numpy.array([-1.0, 2.0]))
    ],
    "spearman": [spearman(samples[3], samples[3] ** 2 + rng.normal(0, 300, 12)), spearman(ties, rng.normal(0, 1, 15) + ties)],
    "ks": {"values": list(normal), "distance": stats.kstest(normal, "norm").statistic},
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "seed_statistics.json")
with open(path, "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
