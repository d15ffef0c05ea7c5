# Needs: the data sets of the paper
# region tables
rs-sam reproduce table 1 data/ucm data/sydney data/nwpu
rs-sam reproduce table 2 --dataset data/ucm --features features/ucm-resnet-50
rs-sam reproduce figure 5 --dataset data/ucm --features features/ucm-resnet-50
rs-sam reproduce open-points --dataset data/ucm --features features/ucm-views
rs-sam reproduce candidates --dataset data/ucm --features features/ucm-two-levels --init runs/rsicd-t2i
# endregion tables
# region words
rs-sam class-precision results/ucm-sentences.json --checkpoint pretrained:ucm-t2i --dataset data/ucm --features features/ucm
tsx scripts/unseen-words.ts synonyms --dataset data/ucm --out data/ucm-synonyms
tsx scripts/unseen-words.ts hold-out --dataset data/ucm --out data/ucm-hold-out
# endregion words
