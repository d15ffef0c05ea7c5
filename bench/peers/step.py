"""One training step of the semantic alignment module in PyTorch, in the factored form, one context at a time or all at once (batched), and in the direct form.

Reads the same request as the tfjs step (JSON, first argument) and prints the same answer:
{"seconds": [...], "peakMiB": ..., "loss": ...}. The equations are the paper's (5)-(18), written from them.
"device" of the request names PyTorch's device; without it, the processor.
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
DEVICE = request.get("device", "cpu")
if DEVICE != "cpu":
    torch.set_default_device(DEVICE)
sizes = request["sizes"]
B, K, N, D = sizes["batch"], sizes["regions"], sizes["words"], sizes["depth"]
EPSILON = 1e-8

regions = torch.relu(torch.randn(B, K, D) + 0.3)
words = (0.5 * torch.randn(B, N, D)).requires_grad_()
counts_of_words = [max(1, N - i % 8) for i in range(B)]
lengths = torch.tensor(counts_of_words)
mask = (torch.arange(N)[None] < lengths[:, None]).float()
gate_kernel = torch.empty(2 * D, D).uniform_(-0.03, 0.03).requires_grad_()
candidate_kernel = torch.empty(2 * D, D).uniform_(-0.03, 0.03).requires_grad_()
gate_bias = torch.zeros(D, requires_grad=True)
candidate_bias = torch.zeros(D, requires_grad=True)
weights = [gate_kernel, gate_bias, candidate_kernel, candidate_bias]
optimizer = torch.optim.Adam(weights, lr=5e-4, fused=True)


def cosine(a, b):
    return (a * b).sum(-1) / (a.norm(dim=-1) * b.norm(dim=-1)).clamp(min=EPSILON)


def attention_of(similarity, image_attends):
    """Eqs. (5)-(8) of cosines [..., q, c]: eq. (6) over the regions, which are the query's rows for i2t and the context's for t2i."""
    clipped = torch.relu(similarity)
    root = (clipped.square().sum(dim=-2 if image_attends else -1, keepdim=True) + 1e-30).sqrt()
    return 9.0 * clipped / (root + EPSILON)


def gated_cosine(attention, query, context):
    """[f ; e] W as f W_top + attention (context W_bot): `query` and `context` are the features and their two products."""
    attended = attention @ context[0]
    gate = torch.sigmoid(torch.addmm(query[1], attention, context[1]))
    candidate = torch.sigmoid(torch.addmm(query[2], attention, context[2]))
    return cosine(query[0] + gate * (candidate - query[0]), attended)


def sides(flat, upper):
    half = slice(0, D) if upper else slice(D, 2 * D)
    products = []
    for kernel, bias in ((gate_kernel, gate_bias), (candidate_kernel, candidate_bias)):
        products.append(torch.addmm(bias, flat, kernel[half]) if upper else flat @ kernel[half])
    return [flat, *products]


def factored_scores():
    """The form that is fastest here: one context at a time, without padded words."""
    image_attends = request["direction"] == "i2t"
    real = words.reshape(B * N, D)[mask.reshape(-1) > 0]
    # From the host: reading it back would wait for the GPU.
    counts = counts_of_words
    flat_regions = regions.reshape(B * K, D)
    query = sides(flat_regions if image_attends else real, upper=True)
    context = [t.split(counts if image_attends else K) for t in sides(real if image_attends else flat_regions, upper=False)]
    query_norm = query[0].norm(dim=-1, keepdim=True)
    caption = torch.repeat_interleave(torch.arange(B), lengths)
    rows = []
    for part in zip(*context):
        norms = query_norm * part[0].norm(dim=-1)
        similarity = (query[0] @ part[0].t()) / norms.clamp(min=EPSILON)
        if image_attends:
            logits = attention_of(similarity.view(B, K, -1), True).view(B * K, -1)
        else:
            logits = attention_of(similarity, False)
        per_row = gated_cosine(logits.softmax(-1), query, part)
        if image_attends:
            rows.append(per_row.view(B, K).mean(-1))
        else:
            rows.append(torch.zeros(B).index_add(0, caption, per_row) / lengths)
    stacked = torch.stack(rows)
    return stacked.t() if image_attends else stacked


def batched_scores():
    """The factored form with all contexts at once and padded words: more arithmetic and memory, but few launches, which a GPU prefers."""
    image_attends = request["direction"] == "i2t"
    query, context = (regions, words) if image_attends else (words, regions)
    X, c, Y, q = context.shape[0], context.shape[1], query.shape[0], query.shape[1]
    flat_query, flat_context = query.reshape(Y * q, D), context.reshape(X * c, D)
    of_query = sides(flat_query, upper=True)
    of_context = [side.view(X, c, D) for side in sides(flat_context, upper=False)]
    norms = flat_query.norm(dim=-1)[None, :, None] * context.norm(dim=-1)[:, None, :]
    similarity = (flat_query @ context.transpose(1, 2)) / norms.clamp(min=EPSILON)
    if image_attends:
        logits = attention_of(similarity.view(X, Y, q, c), True).masked_fill(mask[:, None, None, :] == 0, -1e9)
        attention = logits.softmax(-1).view(X, Y * q, c)
    else:
        attention = attention_of(similarity, False).softmax(-1)
    attended = attention @ of_context[0]
    gate = torch.sigmoid(of_query[1] + attention @ of_context[1])
    candidate = torch.sigmoid(of_query[2] + attention @ of_context[2])
    scores = cosine(flat_query + gate * (candidate - flat_query), attended).view(X, Y, q)
    if image_attends:
        return scores.mean(-1).t()
    return (scores * mask).sum(-1) / mask.sum(-1)


def direct_scores():
    """[contexts, queries]: the product [f ; e] W of every pair."""
    image_attends = request["direction"] == "i2t"
    query, context = (regions, words) if image_attends else (words, regions)
    X, c, Y, q = context.shape[0], context.shape[1], query.shape[0], query.shape[1]
    flat_query, flat_context = query.reshape(Y * q, D), context.reshape(X * c, D)
    dot = (flat_query @ flat_context.t()).view(Y, q, X, c).permute(2, 0, 1, 3)
    norms = query.norm(dim=-1)[None, :, :, None] * context.norm(dim=-1)[:, None, None, :]
    logits = attention_of(dot / norms.clamp(min=EPSILON), image_attends)
    if image_attends:
        logits = logits.masked_fill(mask[:, None, None, :] == 0, -1e9)
    attention = logits.softmax(-1).reshape(X, Y * q, c)
    attended = attention @ context
    both = torch.cat([flat_query.expand(X, -1, -1), attended], -1)
    gate = torch.sigmoid(both @ gate_kernel + gate_bias)
    candidate = torch.sigmoid(both @ candidate_kernel + candidate_bias)
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


SCORES = {"factored": factored_scores, "batched": batched_scores, "direct": direct_scores}
seconds, start = [], time.perf_counter()
for _ in range(request["steps"]):
    before = time.perf_counter()
    optimizer.zero_grad(set_to_none=True)
    words.grad = None
    loss = triplet_loss(SCORES[request["form"]]())
    loss.backward()
    optimizer.step()
    if DEVICE != "cpu":
        torch.cuda.synchronize()
    seconds.append(time.perf_counter() - before)
    if time.perf_counter() - start > request["budgetSeconds"]:
        break
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
print(json.dumps({"seconds": seconds, "peakMiB": peak, "loss": loss.item()}))
