import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    'gallery/index': 'src/gallery/index.ts',
    'operations/index': 'src/operations/index.ts',
    'tiles/index': 'src/tiles/index.ts',
  },
});
