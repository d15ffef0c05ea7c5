import { packageBuild } from '../../tsup.base';

export default packageBuild({ entry: { index: 'src/index.ts', 'file-system/index': 'src/file-system/index.ts' } });
