# region trec
rs-sam metrics run.txt --qrels qrels.txt --measures nDCG@10,AP,RR
# endregion trec
# region per-query
rs-sam metrics run.txt --qrels qrels.txt --measures AP --ties expected --per-query
# endregion per-query
