import type { AddressInfo } from 'node:net';
import { openGalleryItems } from '@rs-sam/search';
import { galleryAt } from '@rs-sam/search/node';
import { accessBy } from './http/access';
import { createAdmission } from './http/admission';
import { buildApp } from './http/build-app';
import { ListenError } from './http/listen-error';
import { builtPage, readPageFiles } from './http/page-files';
import { createServerMetrics } from './http/server-metrics';
import { openInference } from './inference/inference';
import { openSearcherProcess } from './inference/open-searcher-process';
import { checkServerOptions, DEFAULT_LIMITS, type ServerOptions } from './options/server-options';

/** A gallery that is served. */
export interface SearchServer {
  /** As `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Number of items. */
  readonly items: number;
  /** The engine of TensorFlow.js, in a sentence. */
  readonly engine: string;
  /** Accepts no further request, answers those that it has, and ends. */
  close(): Promise<void>;
}

/**
 * Serves the search of a gallery over HTTP.
 *
 * @example
 * const server = await openServer({ gallery: 'gallery' });
 * console.log(server.address);
 * @throws InvalidOptionError, and GalleryError, PageMissingError or an error of the engine where one of them cannot be
 * opened; ListenError.
 */
export async function openServer(options: ServerOptions): Promise<SearchServer> {
  checkServerOptions(options);
  const {
    gallery: place,
    host = '127.0.0.1',
    port = 8080,
    token = null,
    engine,
    words,
    textNetwork,
    parts = {},
  } = options;
  const { execArguments = process.execArgv, page: pageFolder = builtPage(), onProblem = () => undefined } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const page = await readPageFiles(pageFolder);
  const gallery = await openGalleryItems(galleryAt(place));
  const metrics = createServerMetrics(true);
  let summary = '';
  const inference = await openInference({
    async open() {
      const opened = await openSearcherProcess({
        ...{ gallery: place, engine, words, textNetwork, parts, maxPixels: limits.uploadPixels, execArguments },
      });
      ({ summary } = opened);
      return opened;
    },
    ...{ seconds: limits.seconds, onJob: metrics.computed, onProblem },
  });
  const close = async () => {
    await inference.close();
    await gallery.close();
  };
  try {
    const admission = createAdmission(limits.places, () => inference.meanSeconds);
    metrics.watch({ places: () => admission.taken, waiting: () => inference.waiting, items: () => gallery.size });
    const access = token === null ? null : accessBy(token);
    const app = await buildApp({ gallery, inference, limits, access, admission, page, metrics, onProblem });
    app.server.maxConnections = limits.connections;
    await app.listen({ host, port }).catch((cause) => {
      throw new ListenError(host, port, cause);
    });
    const { port: given } = app.server.address() as AddressInfo;
    return {
      address: `http://${host.includes(':') ? `[${host}]` : host}:${given}`,
      items: gallery.size,
      engine: summary,
      async close() {
        await app.close();
        await close();
      },
    };
  } catch (error) {
    await close();
    throw error;
  }
}
