import { defineConfig } from 'vitest/config';

// Tests run on the sources: the package names resolve through the paths of tsconfig.json, nothing is built first.
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: {
    include: [
      'packages/*/{src,test}/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'golden/**/*.test.ts',
      'bench/**/*.test.ts',
      'scripts/**/*.test.ts',
    ],
    reporters: ['default', './scripts/skipped-tests-reporter.ts'],
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
