import { packageBuild } from '../../tsup.base';

export default packageBuild({
  entry: { index: 'src/index.ts', scores: 'src/scores.ts', 'node/index': 'src/node/index.ts' },
});
