import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import {
  describeModel,
  formatShape,
  type OnnxFile,
  OnnxModelError,
  openOnnxFile,
  readOnnxSettings,
} from '@rs-sam/foundation/onnx';
import { checkOptions, integer, listOf, object } from '@rs-sam/foundation/options';
import { checkGrid } from '../../backbones/check-grid';
import type { Size } from '../../backbones/network';
import { averageGrid } from '../../extractor/average-grid';
import type { PixelValues, RegionExtractor } from '../../extractor/feature-extractor';
import { checkPixelCount } from '../../extractor/pixel-count-error';
import { imageInput, preprocessImages } from './image-input';
import { checkSettings, type OnnxSettings, SETTINGS_FIELDS } from './onnx-settings';
import { outputName, regionOutput } from './region-output';

/** Options of `createOnnxExtractor`. */
export interface OnnxExtractorOptions {
  /** What the file does not say about its network. Default: read from `<file>.json`. */
  readonly settings?: OnnxSettings | undefined;
  /** Averages the regions to this many rows and columns. Default: the regions as they are. */
  readonly grid?: Size | undefined;
  /** Threads of onnxruntime-node. Default: the number of processors that this process may use. */
  readonly threads?: number | undefined;
}

const rules = {
  settings: object('the settings of an ONNX file'),
  grid: listOf(integer(1), '[rows, columns]', 2),
  threads: integer(1),
};

/**
 * Creates an extractor from an image network in an ONNX file, on onnxruntime-node: a convolutional network whose output is a map, or a
 * vision transformer whose output is tokens.
 *
 * @throws {OnnxModelError} where the file or its settings cannot be used, with what has to be written.
 * @throws {GridError} where `grid` is finer than the regions.
 * @throws {MissingPackageError} where onnxruntime-node is not installed.
 * @throws {InvalidOptionError}
 */
export async function createOnnxExtractor(file: string, options: OnnxExtractorOptions = {}): Promise<RegionExtractor> {
  checkOptions('createOnnxExtractor', rules, options);
  const model = await openOnnxFile(file, options.threads ?? availableParallelism());
  try {
    return await extractorOf(model, options);
  } catch (error) {
    await model.session.release();
    throw error;
  }
}

async function extractorOf(model: OnnxFile, options: OnnxExtractorOptions): Promise<RegionExtractor> {
  const { path, session, runtime, engine } = model;
  const source = options.settings === undefined ? `${path}.json` : `the settings of ${path}`;
  const settings: unknown = options.settings ?? (await readSettings(model));
  checkSettings(settings, source);
  const input = imageInput(model, settings, source);
  const output = outputName(model, settings, source);
  const { inputSize } = input;
  const length = inputSize * inputSize * 3;

  const run = async (images: Float32Array, count: number) => {
    const dims = input.layout === 'NCHW' ? [count, 3, inputSize, inputSize] : [count, inputSize, inputSize, 3];
    const feeds = { [input.name]: new runtime.Tensor('float32', images, dims) };
    const results = await session.run(feeds, [output]).catch((cause: Error) => {
      const problem = `the network fails on ${count} images of ${inputSize} × ${inputSize} pixels: ${cause.message}`;
      throw new OnnxModelError(path, problem, `Check inputSize and layout. ${describeModel(session)}`, { cause });
    });
    const { data, dims: shape } = results[output] as { data: unknown; dims: readonly number[] };
    return { values: data as Float32Array, shape };
  };

  // The shapes of most outputs are only known from a run.
  const batch = input.batch ?? 1;
  const trial = await run(new Float32Array(batch * length), batch);
  const read = regionOutput(model, output, trial.shape, settings, input.layout, source);
  const grid = options.grid ?? read.grid;
  checkGrid(grid, read.grid);
  const averages = grid[0] !== read.grid[0] || grid[1] !== read.grid[1];

  /** @param pixels Of `count` images, at most a fixed batch of the model. */
  const extractBatch = async (pixels: PixelValues, count: number): Promise<Float32Array> => {
    const size = input.batch ?? count;
    const images = new Float32Array(size * length);
    images.set(preprocessImages(pixels, input, settings));
    const { values, shape } = await run(images, size);
    const expected = [size, ...read.shape];
    if (shape.join() !== expected.join()) {
      const problem = `the output "${output}" has the shape ${formatShape(shape)}, expected ${formatShape(expected)}`;
      throw new OnnxModelError(path, problem, 'Export the network so that the shape depends on nothing but the batch.');
    }
    const regions = read.regionsOf(values, size).subarray(0, count * read.grid[0] * read.grid[1] * read.depth);
    if (!regions.every(Number.isFinite)) {
      const problem = `the output "${output}" is NaN or infinite`;
      const remedy = 'Check mean, deviation and range; a network in float16 can overflow: export it in float32.';
      throw new OnnxModelError(path, problem, remedy);
    }
    return averages ? averageGrid(regions, read.grid, grid, read.depth) : regions;
  };

  return {
    backbone: `onnx:${basename(path).replace(/\.onnx$/, '')}`,
    layer: read.layer,
    inputSize,
    grid,
    depth: read.depth,
    preprocessing: formatSettings(settings, input.layout),
    weights: { sha256: model.sha256 },
    engine,
    extract: async (pixels, count = 1) => {
      checkPixelCount(pixels, count, inputSize);
      const size = input.batch ?? count;
      const width = grid[0] * grid[1] * read.depth;
      const result = new Float32Array(count * width);
      for (let start = 0; start < count; start += size) {
        const end = Math.min(start + size, count);
        result.set(await extractBatch(pixels.subarray(start * length, end * length), end - start), start * width);
      }
      return result;
    },
    dispose: () => session.release(),
  };
}

function readSettings(model: OnnxFile): Promise<unknown> {
  const example = `{ "mean": [0.485, 0.456, 0.406], "deviation": [0.229, 0.224, 0.225] }`;
  const missing = `Write what the network was trained with, as ImageNet's ${example}.`;
  return readOnnxSettings(model, { missing, fields: SETTINGS_FIELDS });
}

/** The settings that the numbers depend on, beside the input's size and the output. */
const formatSettings = ({ channels = 'rgb', range = 1, mean, deviation }: OnnxSettings, layout: string): string =>
  `${layout} · ${channels} · (${range}/255 − (${mean.join(', ')})) / (${deviation.join(', ')})`;
