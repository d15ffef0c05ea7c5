# Needs: the weights of resnet-50
# region index
rs-sam index scene.tif --window 256 --overlap 0.5 --checkpoint pretrained:rsicd-ucm-t2i --out gallery
# endregion index
# region search
rs-sam search "boats in a harbour" --gallery gallery --all --top 3 --geojson found.geojson
# endregion search
# region region
rs-sam search "boats in a harbour" --gallery gallery --all --top 3 --region bay.geojson --region-share 0.5
# endregion region
