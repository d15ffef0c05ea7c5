import { build, type Message } from 'esbuild';

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
 * Bundles entries for browsers by esbuild, each into a bundle of its own.
 *
 * @throws BrowserBundleError on a warning or an error, such as one about a Node built-in.
 */
export async function bundleEntries(project: string, entries: readonly string[]): Promise<void> {
  const { errors, warnings } = await build({
    entryPoints: entries.map((entry, i) => ({ in: entry, out: String(i) })),
    absWorkingDir: project,
    bundle: true,
    platform: 'browser',
    format: 'esm',
    outdir: 'bundled',
    write: false,
    logLevel: 'silent',
  }).catch((failure) => failure as { errors: Message[]; warnings: Message[] });
  const messages = [...errors, ...warnings].map(({ text, location }) => `${location?.file ?? ''}: ${text}`);
  if (messages.length > 0) throw new BrowserBundleError(entries.join(', '), messages);
}
