import { packageBuild } from '../../tsup.base';

export default packageBuild({ entry: { index: 'src/index.ts', 'results-page': 'src/results-page/index.ts' } });
