import { configDefaults, defineConfig } from 'vitest/config';

/** Tests that change what their process shares: mocked modules, kernels of an engine, the engine itself, the folder, variables. */
const OWN_PROCESS = [
  'packages/{sam-core,tfjs-backend}/**/*.test.ts',
  'packages/*/test/readme.test.ts',
  'packages/training/src/trainer/train-on-webgpu.test.ts',
  'packages/rs-datasets/src/node/without-sharp.test.ts',
  'packages/vision-features/src/node/engine/no-onnxruntime.test.ts',
  'examples/*/src/**/*.test.ts',
  'scripts/docs/*.test.ts',
];

// Tests run on the sources: the package names resolve through the paths of tsconfig.json, nothing is built first.
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    reporters: ['default', './scripts/skipped-tests-reporter.ts'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
    projects: [
      // The longest first: each file has a process of its own.
      { extends: true, test: { name: 'own process', include: OWN_PROCESS } },
      // These files take turns in two processes, which load the sources and TensorFlow.js once and not for each file.
      {
        extends: true,
        test: {
          name: 'shared process',
          include: ['packages/*/{src,test}/**/*.test.ts', '{golden,bench,scripts}/**/*.test.ts'],
          exclude: [...configDefaults.exclude, ...OWN_PROCESS],
          isolate: false,
        },
      },
    ],
  },
});
