import { defineConfig } from 'vitest/config';

// Tests of the built site: `pnpm docs:build --check` runs them.
export default defineConfig({
  resolve: { tsconfigPaths: true },
  test: { root: import.meta.dirname, include: ['*.test.ts'], testTimeout: 120_000, hookTimeout: 60_000 },
});
