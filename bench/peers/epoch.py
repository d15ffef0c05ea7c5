"""One epoch of the preset `tuned` in PyTorch, as ours: reads a feature store and a caption file in Karpathy's layout, trains, validates.

Argument: JSON {"dataset", "features", "direction"}. Prints {"seconds", "trainSeconds", "cores", "peakMiB", "meanRecall"} as JSON.
The pair scores are computed one context at a time without padded words, which is PyTorch's fastest form here; Adam is the fused one.
"""
import glob
import json
import math
import os
import resource
import sys
import time
from collections import Counter

begin = time.perf_counter()

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

request = json.loads(sys.argv[1])
torch.set_num_threads(os.cpu_count() or 1)
torch.manual_seed(1)
rng = np.random.default_rng(1)
BATCH, DEPTH, ALPHA, MARGIN, EPSILON = 32, 256, 9.0, 0.2, 1e-8
image_attends = request["direction"] == "i2t"

manifest = json.load(open(os.path.join(request["features"], "manifest.json")))
store = np.load(os.path.join(request["features"], "features.npy"), mmap_mode="r")
captions_file = next(f for f in sorted(glob.glob(os.path.join(request["dataset"], "*.json"))))
images = json.load(open(captions_file))["images"]
by_name = {os.path.basename(image["name"]): i for i, image in enumerate(manifest["images"])}
views = len(manifest["views"])
words_of = [[sentence["tokens"][:30] for sentence in image["sentences"]] for image in images]
counts = Counter(word for image, all_words in zip(images, words_of) if image["split"] == "train" for ws in all_words for word in ws)
ids = {word: 4 + i for i, word in enumerate(sorted(counts))}
classes = {name: i for i, name in enumerate(sorted({str(image.get("cls")) for image in images}))}


def encode(words):
    return torch.tensor([1] + [ids.get(word, 3) for word in words] + [2])


class Sam(nn.Module):
    def __init__(self, regions_depth):
        super().__init__()
        self.embedding = nn.Embedding(len(ids) + 4, 300)
        self.gru = nn.GRU(300, DEPTH, bidirectional=True, batch_first=True)
        self.project = nn.Linear(regions_depth, DEPTH)
        self.gate = nn.Linear(2 * DEPTH, DEPTH)
        self.candidate = nn.Linear(2 * DEPTH, DEPTH)

    def regions(self, x):
        return F.normalize(self.project(F.normalize(x, dim=-1)), dim=-1)

    def words(self, captions):
        """The real words of all captions one after the other [words, D], and their number in each caption."""
        lengths = torch.tensor([len(caption) for caption in captions])
        padded = nn.utils.rnn.pad_sequence(captions, batch_first=True)
        packed = pack_padded_sequence(self.embedding(padded), lengths, batch_first=True, enforce_sorted=False)
        states, _ = pad_packed_sequence(self.gru(packed)[0], batch_first=True)
        mean = (states[..., :DEPTH] + states[..., DEPTH:]) / 2
        real = torch.arange(padded.shape[1]) < lengths[:, None]
        return F.normalize(mean[real], dim=-1), lengths

    def scores(self, regions, words, lengths):
        """[images, captions]"""
        B, K, _ = regions.shape
        flat = regions.reshape(B * K, DEPTH)
        query, context = (flat, words) if image_attends else (words, flat)
        caption = torch.repeat_interleave(torch.arange(len(lengths)), lengths)
        halves = [(layer.weight[:, :DEPTH], layer.weight[:, DEPTH:], layer.bias) for layer in (self.gate, self.candidate)]
        of_query = [F.linear(query, upper, bias) for upper, _, bias in halves]
        split = lengths.tolist() if image_attends else K
        parts = [context.split(split), *(F.linear(context, lower).split(split) for _, lower, _ in halves)]
        rows = []
        for part, gate_part, candidate_part in zip(*parts):
            similarity = F.leaky_relu(query @ part.t(), 0.1)
            if image_attends:  # over the regions, as printed
                by_image = similarity.view(B, K, -1)
                similarity = (by_image / (by_image.norm(dim=1, keepdim=True) + EPSILON)).view(B * K, -1)
            else:  # over the words of a caption, as in SCAN's code
                squares = torch.zeros(len(lengths), part.shape[0]).index_add(0, caption, similarity.square())
                similarity = similarity / ((squares + 1e-30).sqrt() + EPSILON)[caption]
            attention = (ALPHA * similarity).softmax(-1)
            attended = attention @ part
            gate = torch.sigmoid(torch.addmm(of_query[0], attention, gate_part))
            candidate = torch.tanh(torch.addmm(of_query[1], attention, candidate_part))
            updated = query + gate * (candidate - query)
            cosine = (updated * attended).sum(-1) / (updated.norm(dim=-1) * attended.norm(dim=-1)).clamp(min=EPSILON)
            if image_attends:
                rows.append(cosine.view(B, K).mean(-1))
            else:
                rows.append(torch.zeros(len(lengths)).index_add(0, caption, cosine) / lengths)
        stacked = torch.stack(rows)
        return stacked.t() if image_attends else stacked


def triplet_loss(S, same):
    positive = S.diagonal()
    loss = 0.0
    for mask in same:
        off = S.masked_fill(mask, float("-inf"))
        loss = loss + (MARGIN + off.max(1).values - positive).clamp(min=0).sum()
        loss = loss + (MARGIN + off.max(0).values - positive).clamp(min=0).sum()
    return loss


def features(image, view):
    return torch.from_numpy(store[by_name[image["filename"]] * views + view].astype(np.float32))


model = Sam(store.shape[-1])
optimizer = torch.optim.Adam(model.parameters(), lr=5e-4, fused=True)
pairs = [(i, k) for i, image in enumerate(images) if image["split"] == "train" for k in range(len(words_of[i]))]
texts = [[encode(ws) for ws in all_words] for all_words in words_of]
order = rng.permutation(len(pairs))
steps = len(pairs) // BATCH
started = time.perf_counter()
for step in range(steps):
    batch = [pairs[p] for p in order[step * BATCH:(step + 1) * BATCH]]
    rate = 5e-4 * min(1, (step + 1) / 100) * (0.01 + 0.99 * 0.5 * (1 + math.cos(math.pi * step / steps)))
    for group in optimizer.param_groups:
        group["lr"] = rate
    regions = torch.stack([features(images[i], rng.integers(views)) for i, _ in batch])
    image = torch.tensor([i for i, _ in batch])
    caption = [tuple(words_of[i][k]) for i, k in batch]
    kind = torch.tensor([classes[str(images[i].get("cls"))] for i, _ in batch])
    same_text = torch.tensor([[a == b for b in caption] for a in caption])
    same = (image[:, None] == image) | same_text
    words, lengths = model.words([texts[i][k] for i, k in batch])
    loss = triplet_loss(model.scores(model.regions(regions), words, lengths), (same, same | (kind[:, None] == kind)))
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 2.0)
    optimizer.step()
    loss.item()
trained = time.perf_counter()

part = [i for i, image in enumerate(images) if image["split"] == "val"]
with torch.no_grad():
    captions = [caption for i in part for caption in texts[i]]
    owner = np.array([n for n, i in enumerate(part) for _ in texts[i]])
    S = torch.empty(len(part), len(captions))
    for c in range(0, len(captions), 256):
        words, lengths = model.words(captions[c:c + 256])
        for r in range(0, len(part), 32):
            block = model.regions(torch.stack([features(images[i], 0) for i in part[r:r + 32]]))
            S[r:r + 32, c:c + 256] = model.scores(block, words, lengths)
own = torch.from_numpy(owner)[None] == torch.arange(len(part))[:, None]
recalls = []
for k in (1, 5, 10):
    best = S.topk(k, dim=1).indices
    recalls.append(own.gather(1, best).any(1).float().mean().item())
    best = S.topk(k, dim=0).indices
    recalls.append((best == torch.from_numpy(owner)).any(0).float().mean().item())
end = time.perf_counter()
usage = resource.getrusage(resource.RUSAGE_SELF)
print(json.dumps({
    "seconds": end - begin,
    "trainSeconds": trained - started,
    "cores": (usage.ru_utime + usage.ru_stime) / (end - begin),
    "peakMiB": usage.ru_maxrss / 1024,
    "meanRecall": 100 * sum(recalls) / 6,
}))
