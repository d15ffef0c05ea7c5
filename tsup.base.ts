import { defineConfig, type Options } from 'tsup';
import { thirdPartyNotices } from './scripts/third-party-notices';

/** The build that every package shares: ESM only, one file an entry, types beside it. */
export function packageBuild(options: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry: ['src/index.ts'],
    format: 'esm',
    target: 'es2022',
    // tsc finds the sources of the private package, so that its types become part of the published ones; the paths to the other
    // packages stay out, so that those remain imports.
    dts: {
      compilerOptions: {
        baseUrl: '../..',
        paths: { '@rs-sam/foundation/*': ['./packages/foundation/src/*/index.ts'] },
        // `tsc --noEmit` checks the types of the whole repository once. Errors of the declarations themselves still fail the build.
        noCheck: true,
        noEmitOnError: false,
      },
    },
    sourcemap: true,
    clean: true,
    treeshake: true,
    ...options,
    // Not only of packages such as echarts: the private package brings valibot.
    esbuildPlugins: [thirdPartyNotices(), ...(options.esbuildPlugins ?? [])],
    // The private package that several share is no dependency of anybody: it becomes part of what each of them publishes.
    noExternal: [/^@rs-sam\/foundation/, ...(options.noExternal ?? [])],
  });
}
