// A gallery over HTTP: an API and a page.
export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { ListenError } from './http/listen-error';
export { PageMissingError } from './http/page-files';
export { openServer, type SearchServer } from './open-server';
export type { ServerLimits, ServerOptions } from './options/server-options';
