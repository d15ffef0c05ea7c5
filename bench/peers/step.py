"""One training step of the semantic alignment module in PyTorch, in the factored and in the direct form.

Reads the same request as the tfjs step (JSON, first argument) and prints the same answer:
{"seconds": [...], "peakMiB": ..., "loss": ...}. The equations are the paper's (5)-(18), written from them.
"""
import json
import os
import resource
import sys
import time

import torch

request = json.loads(sys.argv[1])
THREADS = os.cpu_count() or 1
torch.set_num_threads(THREADS)
torch.manual_seed(1)
sizes = request["sizes"]
B, K, N, D = sizes["batch"], sizes["regions"], sizes["words"], sizes["depth"]
EPSILON = 1e-8

regions = torch.relu(torch.randn(B, K, D) + 0.3)
words = (0.5 * torch.randn(B, N, D)).requires_grad_()
lengths = torch.tensor([max(1, N - i % 8) for i in range(B)])
mask = (torch.arange(N)[None] < lengths[:, None]).float()
gate_kernel = torch.empty(2 * D, D).uniform_(-0.03, 0.03).requires_grad_()
candidate_kernel = torch.empty(2 * D, D).uniform_(-0.03, 0.03).requires_grad_()
gate_bias = torch.zeros(D, requires_grad=True)
candidate_bias = torch.zeros(D, requires_grad=True)
weights = [gate_kernel, gate_bias, candidate_kernel, candidate_bias]
optimizer = torch.optim.Adam(weights, lr=5e-4)


def cosine(a, b):
    return (a * b).sum(-1) / (a.norm(dim=-1) * b.norm(dim=-1)).clamp(min=EPSILON)


def scores():
    """[contexts, queries]: the side attended to, the side that attends."""
    image_attends = request["direction"] == "i2t"
    query, context = (regions, words) if image_attends else (words, regions)
    X, c, Y, q = context.shape[0], context.shape[1], query.shape[0], query.shape[1]
    flat_query, flat_context = query.reshape(Y * q, D), context.reshape(X * c, D)
    dot = (flat_query @ flat_context.t()).view(Y, q, X, c).permute(2, 0, 1, 3)
    norms = query.norm(dim=-1)[None, :, :, None] * context.norm(dim=-1)[:, None, None, :]
    clipped = torch.relu(dot / norms.clamp(min=EPSILON))
    context_mask = mask[:, None, None, :] if image_attends else None
    # Eq. (6) over the regions, which is the query axis for i2t and the context axis for t2i.
    root = (clipped.square().sum(dim=2 if image_attends else 3, keepdim=True) + 1e-30).sqrt()
    logits = 9.0 * clipped / (root + EPSILON)
    if context_mask is not None:
        logits = logits.masked_fill(context_mask == 0, -1e9)
    attention = logits.softmax(-1).reshape(X, Y * q, c)
    attended = attention @ context
    if request["form"] == "factored":
        parts = []
        for kernel, bias in ((gate_kernel, gate_bias), (candidate_kernel, candidate_bias)):
            of_query = flat_query @ kernel[:D] + bias
            of_context = (flat_context @ kernel[D:]).view(X, c, D)
            parts.append(attention @ of_context + of_query)
    else:
        both = torch.cat([flat_query.expand(X, -1, -1), attended], -1)
        parts = [both @ gate_kernel + gate_bias, both @ candidate_kernel + candidate_bias]
    gate, candidate = torch.sigmoid(parts[0]), torch.sigmoid(parts[1])
    updated = flat_query + gate * (candidate - flat_query)
    similarity = cosine(updated, attended).view(X, Y, q)
    if image_attends:
        return similarity.mean(-1).t()
    return (similarity * mask).sum(-1) / mask.sum(-1)


def triplet_loss(matrix, margin=0.2):
    positive = matrix.diag()
    off = matrix.masked_fill(torch.eye(B, dtype=torch.bool), float("-inf"))
    captions = torch.relu(margin + off.max(1).values - positive).sum()
    return captions + torch.relu(margin + off.max(0).values - positive).sum()


seconds, start = [], time.perf_counter()
for _ in range(request["steps"]):
    before = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    words.grad = None
    loss = triplet_loss(scores())
    loss.backward()
    optimizer.step()
    seconds.append(time.perf_counter() - before)
    if time.perf_counter() - start > request["budgetSeconds"]:
        break
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peakMiB": peak, "loss": loss.item()}))
