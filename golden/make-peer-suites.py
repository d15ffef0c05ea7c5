"""Writes golden/fixtures/suite-*.json: the inputs of the test suites of ranx, ir_measures and torchmetrics, with the values that these
packages compute for them. It contains no code of theirs: it reads the inputs out of a checkout and calls the installed packages.

usage: python golden/make-peer-suites.py <ranx> <ir_measures> <torchmetrics>    (folders of checkouts)
needs: pip install ranx ir_measures pytrec_eval-terrier pyndeval torchmetrics pytest cachier; perl for gdeval.pl
"""
import ast
import importlib
import json
import math
import os
import sys
from importlib.metadata import version
from pathlib import Path

# Compiling takes ranx ten minutes, its tests in plain Python a few seconds.
os.environ["NUMBA_DISABLE_JIT"] = "1"

FIXTURES = Path(__file__).parent / "fixtures"


def write(name, source, notes, cases):
    inputs = [{key: case[key] for key in ("source", "judgements", "ranking", "runs", "weights") if key in case} for case in cases]
    fixture = {"name": name, "source": source, "notes": notes, "inputs": {"cases": inputs}}
    fixture["expected"] = {"cases": [case["expected"] for case in cases]}
    (FIXTURES / f"{name}.json").write_text(json.dumps(fixture, separators=(",", ":")) + "\n")
    print(name, len(cases), "inputs,", sum(count(case["expected"]) for case in cases), "values")


def distinct(inputs):
    """The first of equal inputs; the first field, the test, does not count."""
    return list({json.dumps(given[1:]): given for given in reversed(inputs)}.values())[::-1]


def count(value):
    return sum(map(count, value.values())) if isinstance(value, dict) else 1


# --- ir_measures: TREC texts that its tests give to read_trec_qrels and read_trec_run

RELEVANT_FROM = [1, 2]
CUTS = [1, 2, 3, 4, 5, 10, 20]


def ir_measures_cases(checkout):
    import ir_measures

    def texts(function, reader):
        calls = (node for node in ast.walk(function) if isinstance(node, ast.Call))
        named = (call for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr == reader)
        return [call.args[0].value for call in named if call.args and isinstance(call.args[0], ast.Constant)]

    pairs = [("tests/cwl.qrels", (checkout / "tests/cwl.qrels").read_text(), (checkout / "tests/cwl.run").read_text())]
    for file in sorted((checkout / "tests").glob("test_*.py")):
        # Its judgements are of subtopics, so that a document may have several.
        if file.name == "test_pyndeval.py":
            continue
        for function in ast.walk(ast.parse(file.read_text())):
            if not isinstance(function, ast.FunctionDef):
                continue
            qrels, runs = texts(function, "read_trec_qrels"), texts(function, "read_trec_run")
            pairs += [(f"tests/{file.name} {function.name}", text, run) for text in qrels for run in runs]

    def values(provider, measures, qrels, run):
        # gdeval.pl takes only queries that are numbers.
        number = {query: str(place) for place, query in enumerate(sorted({line.query_id for line in qrels}))}
        names = {place: query for query, place in number.items()}
        renamed = [[line._replace(query_id=number[line.query_id]) for line in lines if line.query_id in number] for lines in (qrels, run)]
        found = {}
        for metric in provider.iter_calc(measures, *renamed):
            found.setdefault(str(metric.measure), {})[names[metric.query_id]] = round(metric.value, 12)
        return found

    M = ir_measures
    levels = [name(rel=rel) for rel in RELEVANT_FROM for name in (M.AP, M.RR, M.Rprec, M.Bpref, M.SetP, M.SetR, M.SetF)]
    levels += [name(rel=rel) @ k for rel in RELEVANT_FROM for name in (M.P, M.R, M.AP, M.Success) for k in CUTS]
    levels += [M.IPrec(rel=rel) @ recall for rel in RELEVANT_FROM for recall in (0.1, 0.25, 0.5, 0.75)]
    levels += [M.NumRet, M.NumQ] + [name(rel=rel) for rel in RELEVANT_FROM for name in (M.NumRet, M.NumRel)]
    levels += [M.nDCG] + [M.nDCG @ k for k in CUTS]
    gdeval = [name @ k for k in CUTS for name in (M.ERR, M.nDCG(dcg="exp-log2"))]
    judged_only = [M.P(judged_only=True) @ 4, M.AP(judged_only=True), M.nDCG(judged_only=True), M.R(judged_only=True) @ 2]
    cases = []
    for source, qrels_text, run_text in distinct(pairs):
        qrels, run = list(M.read_trec_qrels(qrels_text)), list(M.read_trec_run(run_text))
        judgements, ranking = {}, {}
        for query, item, grade, _ in qrels:
            judgements.setdefault(query, {})[item] = grade
        for query, item, score in run:
            ranking.setdefault(query, {})[item] = score
        if not judgements or not ranking:
            continue
        by_id = values(M.pytrec_eval, levels, qrels, run)
        for measure in list(by_id):
            level, at, recall = measure.replace("IPrec", "").partition("@")
            if not measure.startswith("IPrec"):
                continue
            # trec_eval 9, which is in pytrec_eval, rounds the number of needed items another way than trec_eval 10 and we.
            for query in list(by_id[measure]):
                relevant = sum(grade >= (2 if "rel=2" in level else 1) for grade in judgements[query].values())
                if math.floor(float(recall) * relevant + 0.5) != math.floor(float(recall) * relevant + 0.9):
                    del by_id[measure][query]
        expected = {
            "by_id": by_id
            | values(M.msmarco, [M.RR(rel=rel) @ k for rel in RELEVANT_FROM for k in CUTS], qrels, run),
            "gdeval": values(M.gdeval, gdeval, qrels, run),
            # It counts an item of a negative grade as judged; trec_eval and we do not.
            "judged": values(M.judged, [M.Judged] + [M.Judged @ k for k in CUTS], [line for line in qrels if line.relevance >= 0], run),
            "judged_only": {
                name.replace("(judged_only=True)", ""): figures
                for name, figures in values(M.pytrec_eval, judged_only, qrels, run).items()
            },
        }
        # ndeval takes binary judgements of subtopics; of a single subtopic its nERR-IA is the nERR of a scale that ends at 1.
        if max(grade for items in judgements.values() for grade in items.values()) == 1:
            ndeval = values(M.pyndeval, [M.nERR_IA @ k for k in (5, 10, 20)], qrels, run)
            expected["ndeval"] = {name.replace("_IA", "(max=1)"): figures for name, figures in ndeval.items()}
        cases.append({"source": source, "judgements": judgements, "ranking": ranking, "expected": expected})
    return cases


# --- ranx: what its tests give to its measures, to evaluate and to the fusions, recorded while its suite runs

RANX_MEASURES = ["map", "mrr", "hit_rate", "precision", "recall", "f1", "dcg", "dcg_burges", "ndcg", "ndcg_burges"]
RANX_NAMES = ["r-precision", "rbp.50", "rbp.95", *RANX_MEASURES, *(f"{m}@{k}" for m in RANX_MEASURES for k in (1, 2, 5, 10))]
METHODS = {"rrf": "rrf", "sum": "combsum", "mnz": "combmnz", "anz": "combanz", "max": "combmax", "min": "combmin", "med": "combmed", "wsum": "weighted-sum"}
NORMS = {"min-max": "min-max", "max": "max", "sum": "sum", "zmuv": "z-score", "rank": "rank", None: "none"}
WEIGHTS = [0.3, 0.2, 0.5]


def ranx_cases(checkout):
    import pytest
    import ranx
    import ranx.fusion
    import ranx.metrics

    def plain(nested):
        return {query: {item: float(score) for item, score in items.items()} for query, items in nested.items()}

    evaluated, fused = [], []
    current = [""]

    def arrays(y_true, y_pred):
        judgements, ranking = {}, {}
        for query, (truth, prediction) in enumerate(zip(y_true, y_pred), 1):
            ids = {}
            name = lambda item: ids.setdefault(item, f"d{len(ids) + 1}")
            pairs = [[(name(item), float(value)) for item, value in side] for side in (truth, prediction)]
            # A document that is listed twice is no document of a run.
            if any(len(dict(side)) < len(side) for side in pairs):
                continue
            judgements[str(query)] = {item: int(grade) for item, grade in pairs[0]}
            ranking[str(query)] = {item: len(pairs[1]) - place for place, (item, _) in enumerate(pairs[1])}
        return judgements, ranking

    def record_measure(function):
        def recorded(y_true, y_pred, *rest, **options):
            evaluated.append((current[0], *arrays(y_true, y_pred)))
            return function(y_true, y_pred, *rest, **options)

        return recorded

    def record_evaluate(qrels, run, *rest, **options):
        if hasattr(qrels, "to_dict") and set(qrels.keys()) == set(run.keys()):
            evaluated.append((current[0], plain(qrels.to_dict()), plain(run.to_dict())))
        return evaluate(qrels, run, *rest, **options)

    def record_fusion(function):
        def recorded(runs, *rest, **options):
            fused.append((current[0], [plain(run.to_dict()) for run in runs]))
            return function(runs, *rest, **options)

        return recorded

    class Plugin:
        def pytest_runtest_setup(self, item):
            current[0] = item.nodeid.replace("::", " ")

    evaluate = ranx.evaluate
    names = ["hits", "hit_rate", "precision", "average_precision", "reciprocal_rank", "r_precision", "recall", "f1"]
    for name in [*names, "dcg", "dcg_burges", "ndcg", "ndcg_burges", "bpref", "rank_biased_precision"]:
        for module in (ranx.metrics, sys.modules.get(f"ranx.metrics.{name}")):
            if callable(getattr(module, name, None)):
                setattr(module, name, record_measure(getattr(module, name)))
    ranx.evaluate = record_evaluate
    for method in METHODS:
        name = method if method in ("rrf", "wsum") else f"comb_{method}"
        setattr(ranx.fusion, name, record_fusion(getattr(ranx.fusion, name)))
    tests = checkout / "tests/unit/ranx"
    files = ["metrics_test.py", "metrics", "meta", "fusion"]
    pytest.main(["-q", "--rootdir", str(checkout), "-p", "no:cacheprovider", *(str(tests / file) for file in files)], plugins=[Plugin()])
    ranx.evaluate = evaluate

    cases = []
    for source, judgements, ranking in distinct(evaluated):
        judgements = {query: {item: int(grade) for item, grade in items.items()} for query, items in judgements.items()}
        if not judgements or not all(any(grade > 0 for grade in items.values()) for items in judgements.values()):
            continue
        qrels, run = ranx.Qrels(judgements), ranx.Run(plain(ranking))
        ranx.evaluate(qrels, run, RANX_NAMES)
        values = {name: {query: round(float(value), 12) for query, value in run.scores[name].items()} for name in RANX_NAMES}
        cases.append({"source": source, "judgements": judgements, "ranking": ranking, "expected": {"ranx": values}})
    for source, runs in distinct(fused):
        if len(runs) != len(WEIGHTS):
            continue
        expected = {}
        for norm, our_norm in NORMS.items():
            for method, our_method in METHODS.items():
                # RRF uses ranks only.
                if method == "rrf" and norm is not None:
                    continue
                again = [ranx.Run(plain(run)) for run in runs]
                params = {"params": {"weights": WEIGHTS}} if method == "wsum" else {}
                result = ranx.fuse(again, norm=norm, method=method, **params).to_dict()
                # Where a run has equal scores only, ranx makes them 0 and we 1 (min-max) or 1 / n (sum): a retrieved item is still one.
                flat = {q for run in runs for q, items in run.items() if len(set(items.values())) == 1}
                compared = {q: items for q, items in plain(result).items() if norm not in ("min-max", "sum") or q not in flat}
                expected[f"{our_method} {our_norm}"] = compared
        cases.append({"source": source, "judgements": {}, "ranking": {}, "runs": runs, "weights": WEIGHTS, "expected": {"fused": expected}})
    return cases


# --- torchmetrics: the random tensors of its module of inputs, with its seed


def torchmetrics_cases(checkout):
    sys.path.insert(0, str(checkout / "tests"))
    import torch
    import torchmetrics.functional.retrieval as functional

    torch.manual_seed(42)
    inputs = importlib.import_module("unittests.retrieval._inputs")
    cases = []
    for name, given in vars(inputs).items():
        if not name.startswith("_input_retrieval") or any(word in name for word in ("empty", "mismatching", "wrong")):
            continue
        judgements, ranking, values = {}, {}, {}
        indexes, preds, target = (tensor.flatten() for tensor in (given.indexes, given.preds, given.target))
        is_binary = not target.is_floating_point() and int(target.max()) <= 1
        # Their ignore_index: these items are left out.
        kept = target >= 0
        for query in sorted(set(indexes[kept].tolist())):
            of_query = kept & (indexes == query)
            scores, grades = preds[of_query], target[of_query]
            # Only the order counts: the number of lower scores is shorter to write.
            ranking[str(query)] = {f"d{i}": int((scores < score).sum()) for i, score in enumerate(scores)}
            judgements[str(query)] = {f"d{i}": round(grade.item(), 7) for i, grade in enumerate(grades)}

            def add(measure, value):
                values.setdefault(measure, {})[str(query)] = round(float(value), 7)

            for k in (None, 1, 4, 10):
                cut = "" if k is None else f"@{k}"
                add(f"nDCG{cut}", functional.retrieval_normalized_dcg(scores, grades, top_k=k))
                if is_binary:
                    add(f"RR{cut}", functional.retrieval_reciprocal_rank(scores, grades, top_k=k))
                    add(f"hit{cut}", functional.retrieval_hit_rate(scores, grades, top_k=k))
            if is_binary:
                # With a cut-off its average precision divides by the hits above it, not by the relevant items.
                add("AP", functional.retrieval_average_precision(scores, grades))
                add("Rprec", functional.retrieval_r_precision(scores, grades))
                add("P", functional.retrieval_precision(scores, grades))
                precisions, recalls, places = functional.retrieval_precision_recall_curve(scores, grades, max_k=10)
                for precision, recall, place in zip(precisions, recalls, places):
                    add(f"P@{int(place)}", precision)
                    add(f"R@{int(place)}", recall)
        cases.append({"source": f"_inputs.py {name}", "judgements": judgements, "ranking": ranking, "expected": {"torchmetrics": values}})
    return cases


ranx_checkout, ir_measures_checkout, torchmetrics_checkout = map(Path, sys.argv[1:4])
write(
    "suite-ir-measures",
    f"ir_measures {version('ir_measures')} with pytrec_eval-terrier {version('pytrec_eval-terrier')}, gdeval.pl, msmarco_eval",
    "Inputs: tests of terrierteam/ir_measures, Apache License 2.0. Values computed by the installed package.",
    ir_measures_cases(ir_measures_checkout),
)
write(
    "suite-torchmetrics",
    f"torchmetrics {version('torchmetrics')}",
    "Inputs: the seeded tensors of tests/unittests/retrieval of Lightning-AI/torchmetrics, Apache License 2.0. Values computed by the installed package in float32.",
    torchmetrics_cases(torchmetrics_checkout),
)
write(
    "suite-ranx",
    f"ranx {version('ranx')}",
    "Inputs: tests of AmenRa/ranx, MIT License, Copyright (c) 2020 Elias Bassani. Values computed by the installed package.",
    ranx_cases(ranx_checkout),
)
