import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { SANDBOX_FLAGS } from './chromium';
import { servePage } from './page-server';

/** A page failed in the browser. */
class PageError extends Error {
  override readonly name = 'PageError';

  constructor(
    readonly page: string,
    readonly reason: string,
  ) {
    super(`${page} in the browser: ${reason}`);
  }
}

const USUAL_FLAGS = [
  '--headless',
  // webgl in software, as on a machine without a graphics card.
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** WebGPU in software; all must draw on Vulkan then, or a canvas gives back zeros. */
export const WEBGPU_FLAGS: readonly string[] = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  '--use-angle=vulkan',
  '--ignore-gpu-blocklist',
];

/** How a page is opened. */
export interface OpenPageOptions {
  readonly chromium: string;
  /** The folders whose files are served to the page. */
  readonly folders: readonly string[];
  /** Where the browser's profile is written. */
  readonly temporary: string;
  /** Further flags of Chromium, which replace earlier ones. Default none. */
  readonly flags?: readonly string[];
  /** Seconds. Default 180. */
  readonly patience?: number;
}

/**
 * Opens a page headless and returns the result that the page posts; no browser driver is needed.
 *
 * @throws PageError when the page reports an error, the browser exits, or no result arrives in time.
 */
export async function openPage(page: string, options: OpenPageOptions): Promise<unknown> {
  const { chromium, folders, temporary, flags = [], patience = 180 } = options;
  const server = await servePage(folders);
  const profile = mkdtempSync(join(temporary, 'profile-'));
  const browser = spawn(
    chromium,
    [...USUAL_FLAGS, ...flags, ...SANDBOX_FLAGS, `--user-data-dir=${profile}`, `${server.address}/${page}`],
    // A process group of its own, so that the processes which it starts can be ended with it.
    { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
  );
  let said = '';
  browser.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const ended = new Promise<never>((_, reject) => {
    browser.once('error', (error) => reject(new PageError(page, `${chromium} cannot be started: ${error.message}`)));
    browser.once('exit', (status) => reject(new PageError(page, `it ended with status ${status}.\n${said}`)));
  });
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new PageError(page, `no result after ${patience} s. The browser wrote:\n${said}`)),
      patience * 1000,
    );
  });
  try {
    const result = (await Promise.race([server.result, ended, late])) as { error?: string };
    if (result.error !== undefined) throw new PageError(page, result.error);
    return result;
  } finally {
    clearTimeout(timer);
    ended.catch(() => {});
    if (browser.pid !== undefined && browser.exitCode === null) {
      const gone = once(browser, 'close');
      if (process.platform === 'win32') browser.kill();
      else process.kill(-browser.pid, 'SIGKILL');
      await gone;
    }
    server.close();
  }
}
