// A process that extracts what it is told to: `openWorkers` starts it. It ends with the process that started it.
import { extractStep } from './extract-step';
import { openExtractor } from './extractor-source';
import type { FeatureExtractor } from './feature-extractor';
import { describeExtractor } from './feature-extractor';
import type { FromWorker, ToWorker } from './worker-messages';

let extractor: FeatureExtractor | undefined;

const answer = (message: FromWorker) => {
  process.send?.(message);
};

async function obey(message: ToWorker): Promise<FromWorker> {
  if (message.kind === 'open') {
    extractor = await openExtractor(message.source, message.threads);
    return { kind: 'opened', description: describeExtractor(extractor) };
  }
  if (extractor === undefined) throw new Error('A step was asked for before an extractor.');
  return { kind: 'done', result: await extractStep(extractor, message.settings, message.pictures) };
}

process.on('message', (message: ToWorker) => {
  obey(message).then(answer, (error: Error) =>
    answer({ kind: 'failed', name: error.name, message: error.message, stack: error.stack }),
  );
});
process.on('disconnect', () => process.exit());
// Ctrl-C reaches the whole group; the parent decides what becomes of the step that is under way.
process.on('SIGINT', () => undefined);
