import type { App, AppParts } from '../app-types';

/** The files of the page. */
export function addPageRoutes(app: App, { page }: AppParts): void {
  for (const [path, { type, bytes, hashed }] of page) {
    const cache = hashed ? 'public, max-age=31536000, immutable' : 'no-cache';
    app.get(path, { config: { open: true }, schema: { hide: true } }, async (_, reply) =>
      reply.type(type).header('cache-control', cache).send(bytes),
    );
  }
}
