// Imports point down only. Each package lists the packages below it that it may import; any other import fails `pnpm arrows`.
const rooms = {
  foundation: [],
  'retrieval-metrics': [],
  'rs-datasets': [],
  'tfjs-backend': [],
  charts: [],
  'sam-core': ['tfjs-backend'],
  'text-encoder': ['tfjs-backend'],
  'vision-features': ['tfjs-backend'],
  models: ['sam-core', 'text-encoder'],
  pretrained: ['models', 'text-encoder'],
  evaluation: ['models', 'sam-core', 'text-encoder', 'vision-features', 'rs-datasets', 'retrieval-metrics'],
  search: ['evaluation', 'models', 'sam-core', 'text-encoder', 'vision-features', 'rs-datasets'],
  server: ['search', 'models', 'pretrained', 'vision-features', 'tfjs-backend'],
  training: [
    ...['evaluation', 'models', 'sam-core', 'pretrained', 'text-encoder'],
    ...['rs-datasets', 'retrieval-metrics', 'tfjs-backend'],
  ],
  report: ['training', 'evaluation', 'models', 'vision-features', 'rs-datasets', 'retrieval-metrics', 'charts'],
  reproduction: ['report', 'training', 'evaluation', 'models', 'rs-datasets', 'retrieval-metrics'],
  cli: [
    ...['reproduction', 'report', 'training', 'server', 'search', 'evaluation', 'models'],
    ...['pretrained', 'text-encoder', 'vision-features', 'rs-datasets', 'retrieval-metrics', 'charts', 'tfjs-backend'],
  ],
};

// The folders of vision-features, each above those before it: a folder may import only itself and earlier ones, so that nothing runs
// upward or in a circle.
const visionFolders = [
  'images',
  'backbones',
  'extractor',
  'weights',
  'tfjs',
  'handcrafted',
  'duplicates',
  'classify',
  'fine-tune',
  'node/images',
  'node/weights',
  'node/store',
  'node/engine',
  'node/onnx',
  'node/handcrafted',
  'node/extract',
  'node/classify',
  'node/duplicates',
].map((folder) => `^packages/vision-features/src/${folder}/`);

const sources = (room) => `^packages/${room}/src/`;
const test = '\\.test\\.ts$';

export default {
  forbidden: [
    ...Object.entries(rooms).map(([room, below]) => ({
      name: `arrows-of-${room}`,
      comment: `${room} may import only itself, foundation${below.length ? ` and ${below.join(', ')}` : ''}.`,
      severity: 'error',
      from: { path: sources(room), pathNot: test },
      to: {
        path: '^(packages|examples|bench|golden|packed|scripts)/',
        pathNot: [`^packages/${room}/`, ...['foundation', ...below].map(sources)],
      },
    })),
    ...visionFolders.map((folder, index) => ({
      name: `vision-features-${folder.split('/src/')[1].replaceAll('/', ' ').trim().replaceAll(' ', '-')}`,
      comment: 'A folder imports only those below it.',
      severity: 'error',
      from: { path: folder, pathNot: test },
      to: { path: '^packages/vision-features/src/', pathNot: visionFolders.slice(0, index + 1) },
    })),
    {
      name: 'vision-features-no-other-folder',
      comment: 'A new folder has to be added to the list above.',
      severity: 'error',
      from: {
        path: '^packages/vision-features/src/',
        pathNot: [test, '^packages/vision-features/src/(node/)?index\\.ts$', ...visionFolders],
      },
      to: {},
    },
    {
      name: 'backend-by-type-only',
      comment: 'The model packages know the engine only by its types: the program chooses the engine.',
      severity: 'error',
      from: {
        path: '^packages/(sam-core|text-encoder|vision-features)/src/',
        // A worker process of an extraction is a separate program.
        pathNot: [test, '^packages/vision-features/src/node/engine/tfjs-network\\.ts$'],
      },
      to: { path: '^packages/tfjs-backend/src/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'no-node-outside-the-node-entry',
      comment: 'Code that needs Node is behind the /node entry of its package; the rest runs unchanged in a browser.',
      severity: 'error',
      from: {
        path: '^packages/(sam-core|text-encoder|models|pretrained|retrieval-metrics|rs-datasets|vision-features|search|charts|foundation)/src/',
        pathNot: [test, '/src/(node|files|onnx)/'],
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'page-of-the-server-stands-alone',
      comment:
        'The page is bundled for browsers: of the server it knows types, and how an area of a scene and texts are written.',
      severity: 'error',
      from: { path: '^packages/server/src/page/', pathNot: test },
      to: {
        pathNot: '^packages/(server/src/(page/|scenes/scene-area\\.ts)|foundation/src/text/)',
        dependencyTypesNot: ['type-only'],
      },
    },
    {
      name: 'metrics-and-datasets-know-no-tensors',
      severity: 'error',
      from: { path: '^packages/(retrieval-metrics|rs-datasets)/src/', pathNot: test },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'programs-stand-alone',
      comment: 'Examples, benchmarks, golden, packed and scripts use packages; they do not use each other.',
      severity: 'error',
      from: { path: '^(examples/[^/]+|bench|golden|packed|scripts)/', pathNot: test },
      to: { path: '^(examples|bench|golden|packed|scripts)/', pathNot: '^$1/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'not-to-dev-dependency',
      comment: 'Published code may import only the dependencies in its package.json.',
      severity: 'error',
      from: { path: '^packages/[^/]+/src/', pathNot: test },
      to: {
        dependencyTypes: ['npm-dev'],
        dependencyTypesNot: ['npm', 'npm-peer', 'npm-optional', 'type-only'],
        // The build of charts contains what it uses of echarts. Foundation loads onnxruntime-node where a program has it.
        pathNot: '^packages/|/node_modules/(echarts|onnxruntime-node)/',
      },
    },
    {
      name: 'resolvable',
      severity: 'error',
      from: {},
      // `pnpm packed` writes these modules, and installs the umbrella package and WebGPU, when it runs.
      to: {
        couldNotResolve: true,
        pathNot: ['everything-(node|browser)', 'own-model-example', '^@tensorflow/tfjs(-backend-webgpu)?$'],
      },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    // Builds of ours; those of other packages have to be seen by the rules.
    exclude: { path: '^(packages|examples)/[^/]+/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'types', 'default'] },
  },
};
