import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    gallery: 'src/gallery/index.ts',
    search: 'src/search/index.ts',
    examples: 'src/examples/index.ts',
    tables: 'src/results/tables.ts',
  },
});
