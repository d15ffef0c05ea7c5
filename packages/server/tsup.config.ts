import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: {
    index: 'src/index.ts',
    // Started as a process of its own; index.js finds it in its own folder.
    'searcher-process': 'src/inference/searcher-process.ts',
  },
});
