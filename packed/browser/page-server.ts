import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  // Needed for streaming compilation.
  '.wasm': 'application/wasm',
};

/** A local web server, and the result that a page of it posts. */
export interface PageServer {
  readonly address: string;
  /** The JSON that the page posts to `/result`. */
  readonly result: Promise<unknown>;
  close(): void;
}

/** Serves the files of the folders until it is closed. Where two folders have a file, the first folder's is served. */
export async function servePage(folders: readonly string[]): Promise<PageServer> {
  let arrived: (result: unknown) => void = () => {};
  const result = new Promise<unknown>((resolve) => {
    arrived = resolve;
  });
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (request.method === 'POST' && pathname === '/result') {
      response.writeHead(204).end();
      arrived(JSON.parse(await bodyOf(request)));
      return;
    }
    const file = await firstOf(folders, normalize(decodeURIComponent(pathname)));
    if (file === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': types[extname(pathname)] ?? 'application/octet-stream' }).end(file);
  });
  const port = await listen(server);
  return {
    address: `http://127.0.0.1:${port}`,
    result,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

async function firstOf(folders: readonly string[], path: string): Promise<Buffer | undefined> {
  for (const folder of folders) {
    const file = await readFile(join(folder, path)).catch(() => undefined);
    if (file !== undefined) return file;
  }
  return undefined;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
