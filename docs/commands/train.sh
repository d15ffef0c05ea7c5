# Needs: the weights of resnet-50, and five minutes
# region images
rs-sam dataset synthesise data/scenes --images 360
# endregion images
# region inspect
rs-sam dataset inspect data/scenes
# endregion inspect
# region extract
rs-sam weights pull resnet-50
rs-sam extract data/scenes --layer conv5+conv4 --grid 4
# endregion extract
# region train
rs-sam train runs/scenes --dataset data/scenes --features features/scenes-resnet-50 \
  --option projection=64 --option embeddingDim=64 --learning-rate 0.001 --epochs 8 --no-augment
# endregion train
# region evaluate
rs-sam evaluate runs/scenes --dataset data/scenes --features features/scenes-resnet-50
# endregion evaluate
# region report
rs-sam report runs/scenes/test --dataset data/scenes --out scenes.html
# endregion report
# region search
rs-sam search "white boats on a river with a grey bridge" --html found.html \
  --checkpoint runs/scenes --dataset data/scenes --features features/scenes-resnet-50
# endregion search
# region export
rs-sam checkpoint export runs/scenes --out models/scenes
# endregion export
