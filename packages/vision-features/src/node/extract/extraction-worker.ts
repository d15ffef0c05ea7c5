// A process that extracts steps: `openWorker` starts it. It ends with the process that started it.

import type { FeatureExtractor } from '../../extractor/feature-extractor';
import { describeExtractor } from '../../extractor/feature-extractor';
import { extractStep } from './extract-step';
import { ExtractionError } from './extraction-error';
import { openExtractor } from './extractor-source';
import type { FromWorker, ToWorker } from './worker-messages';

let extractor: FeatureExtractor | undefined;

const answer = (message: FromWorker) => {
  process.send?.(message);
};

async function answerTo(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'open') {
    extractor = await openExtractor(message.source, message.threads);
    return { kind: 'opened', description: describeExtractor(extractor) };
  }
  if (extractor === undefined) throw new ExtractionError('A step was requested before an extractor was opened.');
  return { kind: 'done', result: await extractStep(extractor, message.settings, message.images) };
}

process.on('message', (message: ToWorker) => {
  answerTo(message).then(answer, (error: Error) =>
    answer({ kind: 'failed', name: error.name, message: error.message, stack: error.stack }),
  );
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the parent decides about the running step.
process.on('SIGINT', () => undefined);
