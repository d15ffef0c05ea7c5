"""Scores a gallery in PyTorch by the factored gate, block by block, and prints {"seconds", "pairsPerSecond", "peakMiB"}.

The same request, blocks and equations as ours; without gradients.
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
sizes = request["sizes"]
K, N, D = sizes["regions"], sizes["words"], sizes["depth"]
EPSILON = 1e-8
IMAGES, CAPTIONS = 32, 256

regions = torch.relu(torch.randn(IMAGES, K, D) + 0.3)
words = 0.5 * torch.randn(CAPTIONS, N, D)
lengths = torch.tensor([max(1, N - i % 8) for i in range(CAPTIONS)])
mask = (torch.arange(N)[None] < lengths[:, None]).float()
kernels = [torch.empty(2 * D, D).uniform_(-0.03, 0.03) for _ in range(2)]
image_attends = request["direction"] == "i2t"


def sides(features, upper):
    flat = features.reshape(-1, D)
    return [flat] + [flat @ (kernel[:D] if upper else kernel[D:]) for kernel in kernels]


def score(query, context, query_mask, context_mask, q, c):
    """[contexts, queries]; one context at a time, so that only the pair tensor of one context is in memory."""
    Y = query[0].shape[0] // q
    rows = []
    for x in range(context[0].shape[0] // c):
        part = [t[x * c:(x + 1) * c] for t in context]
        dot = (query[0] @ part[0].t()).view(Y, q, c)
        norms = query[0].norm(dim=-1).view(Y, q, 1) * part[0].norm(dim=-1)
        clipped = torch.relu(dot / norms.clamp(min=EPSILON))
        root = clipped.norm(dim=1 if image_attends else 2, keepdim=True)
        logits = 9.0 * clipped / (root + EPSILON)
        if context_mask is not None:
            logits = logits.masked_fill(context_mask[x] == 0, -1e9)
        attention = logits.softmax(-1).reshape(Y * q, c)
        attended = attention @ part[0]
        gate = torch.sigmoid_(torch.addmm(query[1], attention, part[1]))
        candidate = torch.sigmoid_(torch.addmm(query[2], attention, part[2]))
        updated = candidate.sub_(query[0]).mul_(gate).add_(query[0])
        cosine = (updated * attended).sum(-1) / (updated.norm(dim=-1) * attended.norm(dim=-1)).clamp(min=EPSILON)
        cosine = cosine.view(Y, q)
        rows.append(cosine.mean(-1) if query_mask is None else (cosine * query_mask).sum(-1) / query_mask.sum(-1))
    return torch.stack(rows)


start = time.perf_counter()
for caption in range(0, request["captions"], CAPTIONS):
    t = min(CAPTIONS, request["captions"] - caption)
    caption_side = sides(words[:t], upper=not image_attends)
    for image in range(0, request["images"], IMAGES):
        f = min(IMAGES, request["images"] - image)
        image_side = sides(regions[:f], upper=image_attends)
        if image_attends:
            score(image_side, caption_side, None, mask[:t], K, N)
        else:
            score(caption_side, image_side, mask[:t], None, N, K)
seconds = time.perf_counter() - start
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "pairsPerSecond": request["images"] * request["captions"] / seconds, "peakMiB": peak}))
