# Needs: UCM, the weights of resnet-50
# region all
rs-sam weights pull resnet-50
rs-sam extract data/ucm --grid 4 --views all --out features/ucm-views
rs-sam classify data/ucm --features features/ucm-views --out docs/results/ucm-classifier
# endregion all
