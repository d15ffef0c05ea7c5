import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSearcher } from '@rs-sam/search';
import { folderGallery, indexImages, openImageReader } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { onTestFinished } from 'vitest';
import { EXTRACTOR, writeImage } from '../../search/test/small-gallery';
import { CAPTIONS, writeCheckpoint, writeHead } from '../../search/test/write-checkpoint';
import { accessBy } from '../src/http/access';
import { createAdmission } from '../src/http/admission';
import type { App, AppParts } from '../src/http/app-types';
import { buildApp } from '../src/http/build-app';
import { createServerMetrics } from '../src/http/server-metrics';
import { carryOut } from '../src/inference/carry-out';
import { type Computer, openInference } from '../src/inference/inference';
import { DEFAULT_LIMITS, type ServerLimits } from '../src/options/server-options';

/** What tests may choose. */
export interface SmallServerOptions {
  readonly token?: string;
  readonly limits?: Partial<ServerLimits>;
  /** Stands before the computation of each job. */
  readonly beforeJob?: () => Promise<void>;
  readonly model?: string;
  readonly items?: number;
  readonly page?: AppParts['page'];
  /** Makes another gallery than that of small images. */
  readonly write?: (folder: string) => Promise<{ readonly gallery: string; readonly images: string }>;
}

/** An application over a small gallery, which computes in this process. */
export interface SmallServer {
  readonly app: App;
  readonly parts: AppParts;
  /** The folder of the images, `000.tif` and so on. */
  readonly images: string;
  readonly problems: Error[];
}

/** Metadata of the items of small galleries: `a` or `b` by turns. */
const KINDS = ['a', 'b'];

/** Makes `gallery` and `images` in a folder, with a model of initial weights. */
export async function writeSmallGallery(folder: string, items = 12, model = 'sam-t2i') {
  await prepareBackend({ engine: 'wasm' });
  const [images, checkpoint, gallery] = ['images', 'checkpoint', 'gallery'].map((name) => join(folder, name)) as [
    ...[string, string, string],
  ];
  await mkdir(images);
  await writeCheckpoint(checkpoint, { model });
  await writeHead(checkpoint);
  const named = Array.from({ length: items }, (_, at) => `${String(at).padStart(3, '0')}.tif`).map((name) => ({
    ...{ name, file: join(images, name) },
  }));
  for (const [seed, { file }] of named.entries()) await writeImage(file, seed);
  const geometry = { type: 'Point', coordinates: [13.4, 52.5] };
  const metadata = new Map(
    named.map(({ name }, at) => [
      name,
      { kind: KINDS[at % 2], note: '=1+1', caption: CAPTIONS[at % 5], ...(at === 0 && { geometry }) },
    ]),
  );
  const parts = { extractor: EXTRACTOR };
  await indexImages({ images: named, root: images, checkpoint, out: gallery, metadata, parts });
  return { gallery, images };
}

export async function smallServer(options: SmallServerOptions = {}): Promise<SmallServer> {
  const { token, beforeJob, model, items = 12 } = options;
  const limits = { ...DEFAULT_LIMITS, ...options.limits };
  const folder = await mkdtemp(join(tmpdir(), 'rs-sam-server-'));
  const { gallery, images } = await (options.write?.(folder) ?? writeSmallGallery(folder, items, model));
  const searcher = await loadSearcher(folderGallery(gallery));
  const reader = openImageReader(searcher.checkpoint, { extractor: EXTRACTOR });
  const computer: Computer = {
    async run(job) {
      await beforeJob?.();
      return carryOut(job, { searcher, reader: () => reader, maxPixels: limits.uploadPixels });
    },
    stop: async () => undefined,
    ended: new Promise(() => undefined),
  };
  const metrics = createServerMetrics(false);
  const problems: Error[] = [];
  const inference = await openInference({
    open: async () => computer,
    seconds: limits.seconds,
    onJob: metrics.computed,
  });
  const admission = createAdmission(limits.places, () => inference.meanSeconds);
  metrics.watch({
    places: () => admission.taken,
    waiting: () => inference.waiting,
    items: () => searcher.gallery.size,
  });
  const page =
    options.page ??
    new Map([
      ['/', { type: 'text/html; charset=utf-8', bytes: Buffer.from('<!doctype html>'), hashed: false }],
      ['/assets/a-1.js', { type: 'text/javascript; charset=utf-8', bytes: Buffer.from('1;'), hashed: true }],
    ]);
  const parts: AppParts = {
    ...{ gallery: searcher.gallery, inference, limits, admission, page, metrics },
    access: token === undefined ? null : accessBy(token),
    onProblem: (error) => void problems.push(error),
  };
  const app = await buildApp(parts);
  onTestFinished(async () => {
    await app.close();
    await inference.close();
    await (await reader).close();
    await searcher.close();
    await rm(folder, { recursive: true });
  });
  return { app, parts, images, problems };
}
