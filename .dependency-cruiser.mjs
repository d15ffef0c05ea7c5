// The arrows of the house point down only. Each room lists the rooms it may import; anything else fails `pnpm arrows`.
const rooms = {
  'packages/retrieval-metrics': [],
  'packages/rs-datasets': [],
  'packages/tfjs-backend': [],
  'packages/sam-core': ['packages/tfjs-backend'],
  'packages/text-encoder': ['packages/tfjs-backend'],
  'packages/vision-features': ['packages/tfjs-backend'],
  'packages/charts': [],
  'packages/baselines': ['packages/sam-core', 'packages/text-encoder'],
  'packages/training': [
    'packages/baselines',
    'packages/charts',
    'packages/sam-core',
    'packages/text-encoder',
    'packages/vision-features',
    'packages/rs-datasets',
    'packages/retrieval-metrics',
    'packages/tfjs-backend',
  ],
  'packages/cli': [
    'packages/training',
    'packages/charts',
    'packages/vision-features',
    'packages/rs-datasets',
    'packages/retrieval-metrics',
    'packages/tfjs-backend',
  ],
};

const sources = (room) => `^${room}/src/`;
const test = '\\.test\\.ts$';

export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, below]) => ({
      name: `arrows-of-${room.split('/')[1]}`,
      comment: `${room} may import only itself${below.length ? ` and the types of ${below.join(', ')}` : ''}.`,
      severity: 'error',
      from: { path: sources(room), pathNot: test },
      to: { path: '^(packages|examples|bench|golden|packed)/', pathNot: [`^${room}/`, ...below.map(sources)] },
    })),
    {
      name: 'backend-by-type-only',
      comment: 'The model packages know the engine by its types: who runs a program picks the engine.',
      severity: 'error',
      from: { path: '^packages/(sam-core|text-encoder|vision-features)/src/', pathNot: test },
      to: { path: '^packages/tfjs-backend/src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-outside-the-node-entry',
      comment: 'What needs Node stands behind the /node entry of its package; the rest runs unchanged in a browser.',
      severity: 'error',
      from: { path: '^packages/(sam-core|text-encoder|retrieval-metrics)/src/', pathNot: [test, '/src/node/'] },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'metrics-and-datasets-know-no-tensors',
      severity: 'error',
      from: { path: '^packages/(retrieval-metrics|rs-datasets)/src/', pathNot: test },
      to: { path: '@tensorflow/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-dev-dependency',
      comment: 'Published code may rest only on what its package.json promises to a user.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: test },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional', 'type-only'],
        pathNot: '^packages/',
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // `pnpm packed` writes these modules when it runs.
      to: { couldNotResolve: true, pathNot: 'everything-(node|browser)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
