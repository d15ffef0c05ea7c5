// The process that holds the model and the gallery: `openSearcherProcess` starts it. It ends with the process that started it.
import { RsSamError } from '@rs-sam/foundation/errors';
import { openTextNetworkOf } from '@rs-sam/models/node';
import { tableForQueries } from '@rs-sam/pretrained/node';
import { loadSearcher } from '@rs-sam/search';
import { galleryAt, type ImageReader, openImageReader } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { carryOut, type JobParts } from './carry-out';
import type { FromProcess, OpenRequest, ToProcess } from './messages';

let parts: JobParts | undefined;

async function open({
  gallery,
  engine,
  parts: ofExtraction,
  words,
  textNetwork,
  maxPixels,
}: OpenRequest): Promise<FromProcess> {
  const { summary } = await prepareBackend({ engine, warn: () => undefined });
  const searcher = await loadSearcher(galleryAt(gallery), {
    openText: (source) => openTextNetworkOf(source, textNetwork),
    pretrained: (checkpoint) => tableForQueries(words, [checkpoint]),
  });
  let reader: Promise<ImageReader> | undefined;
  const openReader = () => {
    reader ??= openImageReader(searcher.checkpoint, ofExtraction).catch((error) => {
      reader = undefined;
      throw error;
    });
    return reader;
  };
  parts = { searcher, reader: openReader, maxPixels };
  return { kind: 'opened', summary };
}

async function answerTo(message: ToProcess): Promise<FromProcess> {
  if (message.kind === 'open') return open(message.open);
  if (parts === undefined) throw new Error('A job came before the gallery was opened.');
  return { kind: 'done', answer: await carryOut(message.job, parts) };
}

process.on('message', (message: ToProcess) => {
  answerTo(message).then(
    (answer) => process.send?.(answer),
    (error: Error) =>
      process.send?.({
        kind: 'failed',
        code: error instanceof RsSamError ? error.code : null,
        message: error.message,
        stack: error.stack,
      }),
  );
});
process.on('disconnect', () => process.exit());
// Signals reach the whole group; the parent finishes what it began and then ends this process.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
