import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    'splits/index': 'src/splits/index.ts',
    'synthetic/index': 'src/synthetic/index.ts',
    'node/index': 'src/node/index.ts',
  },
});
