# region images
rs-sam dataset synthesise data/scenes --images 24
# endregion images
# region shards
for shard in 1 2; do
  rs-sam extract data/scenes --backbone sift --shard $shard/2 --out features/scenes-$shard
done
rs-sam extract merge features/scenes-* --out features/scenes
# endregion shards
