"""Scores a gallery in PyTorch by the factored gate, block by block, and prints {"seconds", "pairsPerSecond", "peakMiB"}.

The same request, blocks and equations as ours; without gradients. "device" of the request names PyTorch's device; without it, the processor.
"""
import json
import os
import resource
import sys
import time

import torch

request = json.loads(sys.argv[1])
torch.set_num_threads(os.cpu_count() or 1)
torch.manual_seed(1)
torch.set_grad_enabled(False)
DEVICE = request.get("device", "cpu")
if DEVICE != "cpu":
    torch.set_default_device(DEVICE)
sizes = request["sizes"]
K, N, D = sizes["regions"], sizes["words"], sizes["depth"]
EPSILON = 1e-8
IMAGES, CAPTIONS = 32, 256

regions = torch.relu(torch.randn(IMAGES, K, D) + 0.3)
words = 0.5 * torch.randn(CAPTIONS, N, D)
counts_of_words = [max(1, N - i % 8) for i in range(CAPTIONS)]
lengths = torch.tensor(counts_of_words)
kernels = [torch.empty(2 * D, D).uniform_(-0.03, 0.03) for _ in range(2)]
image_attends = request["direction"] == "i2t"


def sides(flat, upper):
    return [flat] + [flat @ (kernel[:D] if upper else kernel[D:]) for kernel in kernels]


def score(query, context, query_counts, context_counts):
    """[contexts, queries]; one context at a time, so that only its pair tensor is in memory. No row is padded."""
    query_norm = query[0].norm(dim=-1, keepdim=True)
    item = torch.repeat_interleave(torch.arange(len(query_counts)), query_counts)
    rows = []
    for part in zip(*(t.split(context_counts.tolist()) for t in context)):
        norms = query_norm * part[0].norm(dim=-1)
        clipped = torch.relu((query[0] @ part[0].t()) / norms.clamp(min=EPSILON))
        if image_attends:
            clipped = clipped.view(len(query_counts), K, -1)
        root = clipped.norm(dim=-2 if image_attends else -1, keepdim=True)
        logits = 9.0 * clipped / (root + EPSILON)
        attention = logits.softmax(-1).view(query[0].shape[0], -1)
        attended = attention @ part[0]
        gate = torch.sigmoid_(torch.addmm(query[1], attention, part[1]))
        candidate = torch.sigmoid_(torch.addmm(query[2], attention, part[2]))
        updated = candidate.sub_(query[0]).mul_(gate).add_(query[0])
        cosine = (updated * attended).sum(-1) / (updated.norm(dim=-1) * attended.norm(dim=-1)).clamp(min=EPSILON)
        rows.append(torch.zeros(len(query_counts)).index_add_(0, item, cosine) / query_counts)
    return torch.stack(rows)


def score_batched(query, context):
    """[contexts, queries]; all contexts at once with padded words: more arithmetic and memory, but few launches. Sides are [items, rows, D]."""
    Y, q, _ = query[0].shape
    X, c, _ = context[0].shape
    flat = [side.reshape(Y * q, D) for side in query]
    norms = flat[0].norm(dim=-1)[None, :, None] * context[0].norm(dim=-1)[:, None, :]
    clipped = torch.relu((flat[0] @ context[0].transpose(1, 2)) / norms.clamp(min=EPSILON))
    if image_attends:
        clipped = clipped.view(X, Y, q, c)
    logits = 9.0 * clipped / (clipped.norm(dim=-2 if image_attends else -1, keepdim=True) + EPSILON)
    if image_attends:
        logits = logits.masked_fill(mask[:X, None, None, :] == 0, -1e9)
    attention = logits.softmax(-1).view(X, Y * q, c)
    attended = attention @ context[0]
    gate = torch.sigmoid_((attention @ context[1]).add_(flat[1]))
    candidate = torch.sigmoid_((attention @ context[2]).add_(flat[2]))
    updated = candidate.sub_(flat[0]).mul_(gate).add_(flat[0])
    cosine = (updated * attended).sum(-1) / (updated.norm(dim=-1) * attended.norm(dim=-1)).clamp(min=EPSILON)
    rows = cosine.view(X, Y, q)
    return rows.mean(-1) if image_attends else (rows * mask[:Y]).sum(-1) / mask[:Y].sum(-1)


mask = (torch.arange(N)[None] < lengths[:, None]).float()
batched = request.get("form") == "batched"


def synchronize():
    if DEVICE != "cpu":
        torch.cuda.synchronize()


synchronize()
if DEVICE != "cpu":  # the first kernels load libraries
    sides(words.reshape(-1, D), upper=True)
    synchronize()
start = time.perf_counter()
for caption in range(0, request["captions"], CAPTIONS):
    t = min(CAPTIONS, request["captions"] - caption)
    rows = words[:t].reshape(-1, D) if batched else torch.cat([words[i, :counts_of_words[i]] for i in range(t)])
    caption_side = sides(rows, upper=not image_attends)
    for image in range(0, request["images"], IMAGES):
        f = min(IMAGES, request["images"] - image)
        image_side = sides(regions[:f].reshape(-1, D), upper=image_attends)
        if batched:
            image_rows = [side.view(f, K, D) for side in image_side]
            caption_rows = [side.view(t, N, D) for side in caption_side]
            score_batched(*((image_rows, caption_rows) if image_attends else (caption_rows, image_rows)))
            continue
        counts = torch.full((f,), K)
        if image_attends:
            score(image_side, caption_side, counts, lengths[:t])
        else:
            score(caption_side, image_side, lengths[:t], counts)
synchronize()
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "pairsPerSecond": request["images"] * request["captions"] / seconds, "peakMiB": peak}))
