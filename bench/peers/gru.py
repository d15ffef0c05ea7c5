"""torch.nn.GRU, bidirectional, packed, directions averaged: gru.py BATCH WORDS INPUT UNITS REPETITIONS THREADS"""

import json
import resource
import sys
import time

import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

batch, words, inputs, units, repetitions, threads = map(int, sys.argv[1:])
torch.set_num_threads(threads)
torch.manual_seed(0)
gru = torch.nn.GRU(inputs, units, bidirectional=True, batch_first=True)
x = torch.rand(batch, words, inputs, requires_grad=True)
lengths = torch.full((batch,), words)
coefficients = torch.rand(batch, words, units)


def encode():
    packed = pack_padded_sequence(x, lengths, batch_first=True, enforce_sorted=False)
    states, _ = pad_packed_sequence(gru(packed)[0], batch_first=True)
    return (states[:, :, :units] + states[:, :, units:]) / 2


def forward():
    with torch.no_grad():
        encode()


def step():
    gru.zero_grad()
    x.grad = None
    (encode() * coefficients).sum().backward()


def milliseconds(run):
    run()
    times = []
    for _ in range(repetitions):
        start = time.perf_counter()
        run()
        times.append(1000 * (time.perf_counter() - start))
    return times


print(
    json.dumps(
        {
            "forward": milliseconds(forward),
            "forwardAndBackward": milliseconds(step),
            "peakMegabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            "version": f"torch {torch.__version__}, {torch.get_num_threads()} threads",
        }
    )
)
