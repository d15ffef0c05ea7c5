import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    'engine/index': 'src/engine/index.ts',
    'scene/index': 'src/scene/index.ts',
    'where/index': 'src/where/index.ts',
    'node/index': 'src/node/index.ts',
  },
});
