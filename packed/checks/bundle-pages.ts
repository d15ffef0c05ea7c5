import { join } from 'node:path';
import { build, createLogger } from 'vite';

/** Vite's build of the pages gives warnings. */
class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(readonly warnings: readonly string[]) {
    super(`The build of the pages gives ${warnings.length} warning(s):\n${warnings.join('\n')}`);
  }
}

/**
 * Builds pages of the project for production.
 *
 * @returns the folder of the build.
 * @throws BundleError on any warning, such as one about a Node module or a missing export.
 */
export async function bundlePages(project: string, pages: readonly string[]): Promise<string> {
  const warnings: string[] = [];
  const warn = (message: string) => void warnings.push(message);
  const outDir = join(project, 'dist');
  await build({
    root: project,
    configFile: false,
    logLevel: 'warn',
    customLogger: { ...createLogger('warn'), warn, warnOnce: warn, error: warn },
    build: {
      outDir,
      emptyOutDir: true,
      // tfjs is large; that is not checked here.
      chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
      rolldownOptions: { input: pages.map((page) => join(project, page)) },
    },
  });
  if (warnings.length > 0) throw new BundleError(warnings);
  return outDir;
}
