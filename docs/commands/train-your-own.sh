# Needs: images of your own, ResNet-50
# region weights
rs-sam weights pull resnet-50
# endregion weights
# region split
rs-sam dataset split data/mine --out splits --val 0.1 --stratified
# endregion split
# region features
rs-sam extract data/mine --layer conv5+conv4 --grid 4 --views all --workers 2
# endregion features
# region best
rs-sam train runs/mine --preset best --dataset data/mine --features features/mine-resnet-50
# endregion best
# region start-from
rs-sam train runs/mine-2 --init pretrained:rsicd-t2i --preset best --dataset data/mine --features features/mine-resnet-50
# endregion start-from
# region leakage
rs-sam dataset compare data/mine --page duplicates.html
# endregion leakage
