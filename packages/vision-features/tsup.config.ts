import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    'node/index': 'src/node/index.ts',
    // Started as a process of its own, by its place beside index.js.
    'node/extraction-worker': 'src/node/extract/extraction-worker.ts',
  },
});
