# Needs: the weights of resnet-50, and four minutes
# region all
rs-sam dataset synthesise scenes --images 720 --seed 1
rs-sam extract scenes --layer conv5+conv4 --grid 4 --out features
rs-sam train run --dataset scenes --features features --preset best --pretrained-words demo.words \
  --option projection=64 --option embeddingDim=64 --learning-rate 0.001 --epochs 8 --no-augment
rs-sam checkpoint export run --out model
rs-sam dataset synthesise tiles --images 72 --seed 2
rs-sam index tiles/images --captions tiles --checkpoint model --out gallery
# endregion all
