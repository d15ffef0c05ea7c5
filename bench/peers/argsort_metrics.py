"""R@1/5/10, MedR and MeanR in both directions as the field's evaluation code computes them: one argsort per query.

Reads a float32 buffer; row i of the score matrix is buffer[offset_i : offset_i + columns]. The matrix is built before the clock starts.
Prints one JSON line: seconds and the figures.
"""
import json
import sys
import time

import numpy as np


def main(path, rows, columns, stride):
    buffer = np.fromfile(path, dtype=np.float32)
    sims = np.stack([buffer[i * stride : i * stride + columns] for i in range(rows)])
    per_image = columns // rows
    start = time.perf_counter()
    i2t = np.zeros(rows)
    for i in range(rows):
        order = np.argsort(sims[i])[::-1]
        i2t[i] = min(np.where(order == own)[0][0] for own in range(per_image * i, per_image * (i + 1)))
    t2i = np.zeros(columns)
    by_caption = sims.T
    for j in range(columns):
        order = np.argsort(by_caption[j])[::-1]
        t2i[j] = np.where(order == j // per_image)[0][0]
    figures = [summary(ranks) for ranks in (i2t, t2i)]
    print(json.dumps({"seconds": time.perf_counter() - start, "numpy": np.__version__, "figures": figures}))


def summary(ranks):
    recalls = [100.0 * np.mean(ranks < k) for k in (1, 5, 10)]
    return recalls + [float(np.floor(np.median(ranks)) + 1), float(ranks.mean() + 1)]


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))
