import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    'handcrafted/index': 'src/handcrafted/index.ts',
    'classify/index': 'src/classify/index.ts',
    'node/index': 'src/node/index.ts',
    'node/store/index': 'src/node/store/index.ts',
    'node/weights/index': 'src/node/weights/index.ts',
    'node/handcrafted/index': 'src/node/handcrafted/index.ts',
    'node/onnx/index': 'src/node/onnx/index.ts',
    'node/classify/index': 'src/node/classify/index.ts',
    'node/duplicates/index': 'src/node/duplicates/index.ts',
    // Started as a process of its own; node/index.js finds it in its own folder.
    'node/extraction-worker': 'src/node/extract/extraction-worker.ts',
  },
});
