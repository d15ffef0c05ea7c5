import { build } from 'esbuild';

/** esbuild cannot bundle an entry for browsers, or warns. */
class BrowserBundleError extends Error {
  override readonly name = 'BrowserBundleError';

  constructor(
    readonly entry: string,
    readonly messages: readonly string[],
  ) {
    super(`esbuild --platform=browser on ${entry}:\n${messages.join('\n')}`);
  }
}

/**
 * Bundles each entry for browsers by esbuild, each on its own.
 *
 * @throws BrowserBundleError for the first entry with a warning or an error, such as a Node built-in.
 */
export async function bundleEntries(project: string, entries: readonly string[]): Promise<void> {
  for (const entry of entries) {
    const { errors, warnings } = await build({
      stdin: { contents: `import * as all from '${entry}';\nconsole.log(all);`, resolveDir: project },
      bundle: true,
      platform: 'browser',
      format: 'esm',
      write: false,
      logLevel: 'silent',
    }).catch((failure) => failure as { errors: { text: string }[]; warnings: { text: string }[] });
    const messages = [...errors, ...warnings].map(({ text }) => text);
    if (messages.length > 0) throw new BrowserBundleError(entry, messages);
  }
}
