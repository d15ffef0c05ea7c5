import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: ['src/index.ts', 'src/gru/index.ts', 'src/pretrained/index.ts', 'src/node/index.ts', 'src/node/onnx/index.ts'],
});
