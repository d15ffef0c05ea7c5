// Indexes the windows of a scene. Argument: {"file", "checkpoint", "out", "workers"}.
import { basename, dirname } from 'node:path';
import { indexImages } from '@rs-sam/search/node';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { SIDE } from './write-scene';

const { file, checkpoint, out, workers } = JSON.parse(process.argv[2] ?? '') as Record<string, string> & {
  readonly workers: number;
};
await prepareBackend();
const start = performance.now();
const { items, empty } = await indexImages({
  ...{ images: [{ name: basename(file as string), file: file as string }], root: dirname(file as string) },
  ...{ checkpoint: checkpoint as string, out: out as string, workers, windows: { size: SIDE } },
});
const seconds = (performance.now() - start) / 1000;
console.log(JSON.stringify({ items, empty, seconds, peakMiB: process.resourceUsage().maxRSS / 1024 }));
process.exit();
