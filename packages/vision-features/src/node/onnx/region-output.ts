import { describeModel, formatShape, type OnnxFile, OnnxModelError } from '@rs-sam/foundation/onnx';
import type { Size } from '../../backbones/network';
import type { Layout, OnnxSettings } from './onnx-settings';

/** How the regions are taken from an output of a model. */
export interface RegionOutput {
  /** What the store records: the output's name and how it was read. */
  readonly layer: string;
  /** Shape of the output without the batch. */
  readonly shape: readonly number[];
  readonly grid: Size;
  readonly depth: number;
  /** Values of the output, of `count` images → [count, rows · columns, depth]. */
  regionsOf(values: Float32Array, count: number): Float32Array;
}

/**
 * The name of the output with the regions.
 *
 * @throws {OnnxModelError} where it is not given and the model has several, or there is no such output of float32.
 */
export function outputName({ session, path }: OnnxFile, { output }: OnnxSettings, source: string): string {
  const about = describeModel(session);
  const [first, ...others] = session.outputMetadata;
  if (output === undefined && others.length > 0) {
    const fitting = session.outputMetadata.find(
      (one) => one.isTensor && (one.shape.length === 3 || one.shape.length === 4),
    );
    const remedy = `Write the one with the regions, as "output": "${(fitting ?? first)?.name}". ${about}`;
    throw new OnnxModelError(source, 'output is missing, and the model has several', remedy);
  }
  const chosen = output === undefined ? first : session.outputMetadata.find(({ name }) => name === output);
  if (chosen === undefined) {
    throw new OnnxModelError(source, `the model has no output "${output}"`, `Write one of its outputs. ${about}`);
  }
  if (!chosen.isTensor || chosen.type !== 'float32') {
    throw new OnnxModelError(path, `its output "${chosen.name}" is not of float32`, `Export it with float32. ${about}`);
  }
  return chosen.name;
}

/**
 * How regions are taken from an output of this shape: a map of four dimensions, or tokens of three.
 *
 * @param dims - Of the output of a run, the batch included.
 * @throws {OnnxModelError} where it is neither, or a setting does not fit it.
 */
export function regionOutput(
  { session, path }: OnnxFile,
  name: string,
  dims: readonly number[],
  settings: OnnxSettings,
  imageLayout: Layout,
  source: string,
): RegionOutput {
  const found = `the output "${name}" has the shape ${formatShape(dims)}`;
  if (dims.length === 3) return tokens(name, dims as readonly [number, number, number], settings, source, found);
  if (dims.length === 4) {
    return map(name, dims as readonly [number, number, number, number], settings, imageLayout, source, found);
  }
  const problem = `${found}: ${dims.length === 2 ? 'one vector per image' : 'neither a map nor tokens'}`;
  const remedy = `Write as output a map [batch, channels, rows, columns] or tokens [batch, tokens, depth]; where the model has none, export it with one. ${describeModel(session)}`;
  throw new OnnxModelError(path, problem, remedy);
}

function map(
  name: string,
  dims: readonly [number, number, number, number],
  { outputLayout, dropTokens, tokenGrid }: OnnxSettings,
  imageLayout: Layout,
  source: string,
  found: string,
): RegionOutput {
  if (dropTokens !== undefined || tokenGrid !== undefined) {
    throw new OnnxModelError(source, `${found}: a map, not tokens`, 'Leave out dropTokens and tokenGrid.');
  }
  const layout = outputLayout ?? imageLayout;
  const shape = dims.slice(1);
  const [depth, rows, columns] = layout === 'NCHW' ? [dims[1], dims[2], dims[3]] : [dims[3], dims[1], dims[2]];
  const common = { layer: `${name} ${layout}`, shape, grid: [rows, columns] as const, depth };
  if (layout === 'NHWC') return { ...common, regionsOf: (values) => values };
  const cells = rows * columns;
  return {
    ...common,
    regionsOf: (values, count) => {
      const regions = new Float32Array(values.length);
      for (let image = 0; image < count; image++) {
        const start = image * cells * depth;
        for (let d = 0; d < depth; d++) {
          for (let cell = 0; cell < cells; cell++) {
            regions[start + cell * depth + d] = values[start + d * cells + cell] as number;
          }
        }
      }
      return regions;
    },
  };
}

function tokens(
  name: string,
  [, count, depth]: readonly [number, number, number],
  { outputLayout, dropTokens, tokenGrid }: OnnxSettings,
  source: string,
  found: string,
): RegionOutput {
  if (outputLayout !== undefined) {
    throw new OnnxModelError(source, `${found}: tokens, not a map`, 'Leave out outputLayout.');
  }
  if (dropTokens === undefined) {
    const problem = `${found}: tokens, and dropTokens is missing`;
    const remedy = `Write the number of tokens before the first region: 0 without a class token, 1 with one, more with registers.${suggested(count)}`;
    throw new OnnxModelError(source, problem, remedy);
  }
  const regions = count - dropTokens;
  if (regions < 1) {
    throw new OnnxModelError(
      source,
      `${found}: with dropTokens ${dropTokens} no token remains`,
      'Write a smaller one.',
    );
  }
  const side = Math.round(Math.sqrt(regions));
  const grid = tokenGrid ?? ([side, side] as const);
  if (grid[0] * grid[1] !== regions) {
    const problem = `${found}: without ${dropTokens}, ${regions} tokens remain, which are no grid of ${grid.join(' × ')}`;
    const remedy = `Write "tokenGrid": [rows, columns] with ${regions} cells, or another dropTokens.${suggested(count)}`;
    throw new OnnxModelError(source, problem, remedy);
  }
  const width = count * depth;
  return {
    layer: `${name}[${dropTokens}:] as ${grid.join(' × ')}`,
    shape: [count, depth],
    grid,
    depth,
    regionsOf: (values, images) => {
      if (dropTokens === 0) return values;
      const kept = new Float32Array(images * regions * depth);
      for (let image = 0; image < images; image++) {
        kept.set(values.subarray(image * width + dropTokens * depth, (image + 1) * width), image * regions * depth);
      }
      return kept;
    },
  };
}

/** ` 17 tokens fit dropTokens 1 (4 × 4 regions).`: the usual numbers of other tokens under which the rest is a square. */
function suggested(count: number): string {
  const parts = [0, 1, 2, 4, 5]
    .map((drop) => [drop, Math.sqrt(count - drop)] as const)
    .filter(([, side]) => side > 0 && Number.isInteger(side))
    .map(([drop, side]) => `${drop} (${side} × ${side} regions)`);
  return parts.length === 0 ? '' : ` ${count} tokens fit dropTokens ${parts.join(' or ')}.`;
}
