import { defineConfig, type Options } from 'tsup';

/** The build that every package shares: ESM only, one file an entry, types beside it. */
export function packageBuild(options: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry: ['src/index.ts'],
    format: 'esm',
    target: 'es2022',
    dts: true,
    sourcemap: true,
    clean: true,
    treeshake: true,
    ...options,
    // The private package that several share is no dependency of anybody: it becomes part of what each of them publishes.
    noExternal: [/^@rs-sam\/foundation/, ...(options.noExternal ?? [])],
  });
}
