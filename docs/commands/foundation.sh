# Needs: networks of your own
# region images
rs-sam extract data/ucm --backbone onnx:models/clip.onnx --grid 7 --out features/ucm-clip
# endregion images
# region texts
npm install onnxruntime-node@1.30.0 @huggingface/tokenizers --ignore-scripts
rs-sam train runs/clip --dataset data/ucm --features features/ucm-clip --text-network onnx:models/clip-text.onnx
# endregion texts
# region search
rs-sam index tiles --checkpoint runs/clip --out gallery
rs-sam search "two planes on a runway" --gallery gallery
# endregion search
# region own
rs-sam extract data/ucm --extractor ./my-network.mjs#createExtractor --out features/ucm-own
# endregion own
