# Needs: a GPU
# region webgpu
npm install webgpu @tensorflow/tfjs-backend-webgpu@4.22.0
npx rs-sam train runs/mine --dataset data/ucm --features features/ucm --engine webgpu
# endregion webgpu
# region tfjs-node
npm install @tensorflow/tfjs-node@4.22.0      # downloads libtensorflow 2.9.1; needs Node 22 or earlier
TF_CPP_MIN_LOG_LEVEL=3 npx rs-sam train runs/mine --dataset data/ucm --features features/ucm --engine tfjs-node
# endregion tfjs-node
