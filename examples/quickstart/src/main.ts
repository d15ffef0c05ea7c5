// npm run quickstart [-- --dataset <folder>]: trains a model on images with captions, searches with it, and writes a page of the results.
// An interrupted run resumes; finished steps are not repeated.
import { mkdir, writeFile } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { partOf } from '@rs-sam/datasets/splits';
import { evaluateCheckpoint, formatEvaluation } from '@rs-sam/evaluation';
import { loadCheckpoint } from '@rs-sam/models';
import { folderSource } from '@rs-sam/models/node';
import { renderReport } from '@rs-sam/report';
import { prepareBackend } from '@rs-sam/tfjs-backend';
import { answerQueries } from './answer-queries';
import { chooseRegions, extractRegions } from './extract-regions';
import { measureAttention } from './measure-attention';
import { drawScenes, openFolder } from './open-dataset';
import { printShares } from './print-shares';
import { searchTiles } from './search-tiles';
import { trainModel } from './train-model';

const SCENES = 360;
const { values } = parseArgs({ options: { dataset: { type: 'string' } } });
// npm runs this in the repository; a relative folder is relative to the folder where npm was called.
const given = values.dataset && resolve(process.env.INIT_CWD ?? '.', values.dataset);
const out = fileURLToPath(new URL(`../output/${given ? basename(given) : 'synthetic'}/`, import.meta.url));
const stop = new AbortController();
process.once('SIGINT', () => stop.abort(new Error('Interrupted. Run the same command to resume.')));
const { signal } = stop;
const began = performance.now();
const heading = (text: string) => {
  signal.throwIfAborted();
  console.log(`\n[${((performance.now() - began) / 1000).toFixed(0)} s] ${text}`);
};

try {
  await mkdir(out, { recursive: true });
  const backend = await prepareBackend();
  console.log(backend.summary);

  // The weights are downloaded while the scenes are drawn.
  const choosing = chooseRegions(signal);
  // An error is thrown where the source is awaited; until then it must not count as unhandled.
  choosing.catch(() => undefined);
  heading(given ? `Data set ${given}` : `${SCENES} synthetic aerial scenes, drawn with captions and boxes`);
  const data = given ? await openFolder(given) : await drawScenes(join(out, 'data'), SCENES);
  const parts = ['train', 'val', 'test'].map((part) => `${partOf(data.dataset, part).images.length} ${part}`);
  console.log(`  ${parts.join(', ')}`);

  heading('Regions');
  const source = await choosing;
  console.log(`  ${source.reason.replaceAll('\n', '\n  ')}`);
  const features = await extractRegions(data, source, out, signal);

  heading('Training a small SAM, text to image');
  const folder = join(out, `run-${source.name}`);
  const { engine } = backend;
  const { checkpoint, best } = await trainModel({ dataset: data.dataset, features, folder, engine, signal });
  signal.throwIfAborted();
  if (checkpoint === null) throw new Error('No epoch was finished.');
  console.log(`  best: epoch ${best?.epoch}`);

  heading('Evaluation on the test images, which were not used in training');
  const evaluation = join(folder, 'test');
  const how = { checkpoint, dataset: data.dataset, features, folder: evaluation, engine, signal };
  const command = given ? `npm run quickstart -- --dataset ${values.dataset}` : 'npm run quickstart';
  const result = await evaluateCheckpoint({ ...how, commandLine: command, examples: {} });
  console.log(`${formatEvaluation(result)}\n* the best of its column`);

  const trained = await loadCheckpoint(folderSource(checkpoint));
  if (!given) {
    heading('Do words attend to the objects that they name?');
    console.log(printShares(await measureAttention(data, features, trained)));
  }

  heading('Two text queries and two image queries');
  console.log(await answerQueries(data, features, trained));

  // The pretrained models are of ResNet-50's regions.
  if (source.name === 'resnet-50') {
    heading('The test images as a gallery without captions, searched by a model of @rs-sam/pretrained');
    console.log(await searchTiles(data, out, signal));
  }

  const page = join(out, 'report.html');
  await writeFile(page, await renderReport({ evaluations: [evaluation], imageFolder: data.folder }));
  heading(`The report with these results, curves and images: ${relative(process.cwd(), page)}\n${pathToFileURL(page)}`);
  await features.close();
} catch (error) {
  console.error(`\n${(error as Error).message}`);
  process.exitCode = signal.aborted ? 130 : 1;
  // Ends a download that still runs.
  stop.abort();
}
