# Needs: images of your own, the weights of resnet-50
# region index
rs-sam weights pull resnet-50
rs-sam index tiles --checkpoint pretrained:rsicd-ucm-t2i --out gallery --workers 2
# endregion index
# region search
rs-sam search "boats in a harbour" --gallery gallery --html found.html
# endregion search
# region metadata
rs-sam index tiles --checkpoint pretrained:rsicd-ucm-t2i --out gallery --metadata tiles.csv
rs-sam search "boats in a harbour" --gallery gallery --filter "year=2018..2020" --filter "cloud<0.1"
# endregion metadata
# region image
rs-sam search --image photo.jpg --gallery gallery
# endregion image
