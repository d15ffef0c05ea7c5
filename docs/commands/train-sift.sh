# Not on a page: the steps of train.sh with features that need no weights, which a test can run in seconds.
# region all
rs-sam dataset synthesise data/scenes
rs-sam extract data/scenes --backbone sift
rs-sam train runs/scenes --dataset data/scenes --features features/scenes-sift \
  --option projection=32 --option embeddingDim=32 --epochs 1 --no-augment
rs-sam evaluate runs/scenes --dataset data/scenes --features features/scenes-sift
rs-sam search "white boats on a river" --checkpoint runs/scenes --dataset data/scenes --features features/scenes-sift
# endregion all
