"""CPU seconds of pytrec_eval or ranx to read a TREC run with its judgements, and to evaluate it. Prints one JSON line.

usage: trec_metrics.py pytrec_eval|ranx run qrels
ranx computes bpref from other counts and has no value here; its compiled functions are warmed up first.
"""
import json
import resource
import sys
import time
from importlib.metadata import version


def with_pytrec_eval(run_file, qrels_file):
    import pytrec_eval

    start = time.process_time()
    with open(qrels_file) as lines:
        qrels = pytrec_eval.parse_qrel(lines)
    with open(run_file) as lines:
        run = pytrec_eval.parse_run(lines)
    read = time.process_time()
    names = ["map", "ndcg_cut_10", "P_10", "recip_rank", "recall_100", "bpref"]
    measures = {"map", "ndcg_cut.10", "P.10", "recip_rank", "recall.100", "bpref"}
    values = pytrec_eval.RelevanceEvaluator(qrels, measures).evaluate(run)
    evaluated = time.process_time()
    means = [sum(v[name] for v in values.values()) / len(values) for name in names]
    return read - start, evaluated - read, means


def with_ranx(run_file, qrels_file):
    from ranx import Qrels, Run, evaluate

    names = ["map", "ndcg@10", "precision@10", "mrr", "recall@100"]
    evaluate(Qrels({"q": {"d": 1}}), Run({"q": {"d": 1.0}}), names)
    start = time.process_time()
    qrels = Qrels.from_file(qrels_file, kind="trec")
    run = Run.from_file(run_file, kind="trec")
    read = time.process_time()
    means = evaluate(qrels, run, names)
    evaluated = time.process_time()
    return read - start, evaluated - read, [means[name] for name in names] + [None]


peer, run_file, qrels_file = sys.argv[1:4]
read, evaluated, means = (with_pytrec_eval if peer == "pytrec_eval" else with_ranx)(run_file, qrels_file)
package = {"pytrec_eval": "pytrec_eval-terrier"}.get(peer, peer)
print(
    json.dumps(
        {
            "readSeconds": read,
            "evaluateSeconds": evaluated,
            "peakMebibytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10,
            "means": means,
            "version": f"{package} {version(package)}, Python {sys.version.split()[0]}",
        }
    )
)
