import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GruStepRun, GruStepsAttributes, GruStepsGradientInputs, GruStepsInputs } from '../../gru-steps-kernel';
import { withScratch } from '../own-kernels';
import type { WasmBackend } from '../wasm-backend';
import { gruGradientGraph, gruGraph } from './gru-graph';
import { pieces, viewsOf } from './heap-views';
import type { NativeGraphs, NativeTensor } from './native-graphs';
import { copyName } from './onnx-model';

/** How many steps a graph computes: any number of steps is a sum of these, so that few graphs are opened. */
const STEPS_PER_GRAPH = [8, 4, 2, 1];

/** The kernel `GruSteps` as native graphs; no tensor after a failure of the library. */
export function nativeGruSteps(
  inputs: GruStepsInputs<TensorInfo>,
  { runs, reversed, resetAfter }: GruStepsAttributes,
  backend: WasmBackend,
  native: NativeGraphs,
): TensorInfo[] {
  const { shape } = inputs.candidateInputs;
  const units = shape[1] as number;
  const outputs = {
    ...{ state: backend.makeOutput(shape, 'float32'), previous: backend.makeOutput(shape, 'float32') },
    ...{ z: backend.makeOutput(shape, 'float32'), r: backend.makeOutput(shape, 'float32') },
    ...{ c: backend.makeOutput(shape, 'float32'), q: backend.makeOutput(shape, 'float32') },
  };
  const given = viewsOf(inputs, backend);
  const { previous, q, ...traced } = viewsOf(outputs, backend);
  const fixed = {
    U: { values: given.gateKernel, shape: [units, 2 * units] },
    Uc: { values: given.candidateKernel, shape: [units, units] },
    ...(resetAfter && { bc: { values: given.candidateBias as Float32Array, shape: [units] } }),
  };
  let last: Float32Array = new Float32Array(0);
  let ran = true;
  for (const run of placedRuns(runs, reversed)) {
    // Sequences that this run does not read have no part in it; those that begin in it have the state 0.
    let before = rowsOf(previous, run, run.order[0] as number, units);
    before.values.fill(0).set(last.subarray(0, before.values.length));
    for (const steps of stepsPerGraph(run.order)) {
      const feeds: Record<string, NativeTensor> = { ...fixed, h: before };
      const fetches: Record<string, NativeTensor> = {};
      steps.forEach((step, i) => {
        feeds[copyName(i, 'gates')] = rowsOf(given.gateInputs, run, step, 2 * units);
        feeds[copyName(i, 'candidate')] = rowsOf(given.candidateInputs, run, step, units);
        for (const [name, values] of Object.entries({ ...traced, ...(resetAfter && { q }) })) {
          fetches[copyName(i, name)] = rowsOf(values, run, step, units);
        }
      });
      ran = native.run(gruGraph(steps.length, resetAfter, isSmall(run, units)), feeds, fetches);
      if (!ran) break;
      before = rowsOf(traced.state, run, steps.at(-1) as number, units);
    }
    if (!ran) break;
    last = before.values;
    // The state before each of the other steps is the one after the step that was read before it.
    run.order.slice(1).forEach((step, i) => {
      const state = rowsOf(traced.state, run, run.order[i] as number, units);
      rowsOf(previous, run, step, units).values.set(state.values);
    });
  }
  if (!ran) {
    for (const { dataId } of Object.values(outputs)) backend.disposeData(dataId);
    return [];
  }
  if (!resetAfter) q.set(previous);
  return Object.values(outputs);
}

/** The kernel `GruStepsGrad` as native graphs; no tensor after a failure of the library. */
export function nativeGruStepsGradient(
  inputs: GruStepsGradientInputs<TensorInfo>,
  { runs, reversed, resetAfter }: GruStepsAttributes,
  backend: WasmBackend,
  native: NativeGraphs,
): TensorInfo[] {
  const [rows, units] = inputs.dStates.shape as [number, number];
  const outputs = {
    dGates: backend.makeOutput([rows, 2 * units], 'float32'),
    dc: backend.makeOutput([rows, units], 'float32'),
  };
  const largest = Math.max(...runs.map(({ batch }) => batch)) * units;
  let ran = true;
  withScratch(backend, 8 * largest, (address) => {
    const scratch = pieces(backend, address);
    let [carried, next] = [scratch(largest), scratch(largest)];
    const { dStates, update, reset, toCandidate, toUpdate, toReset, gateKernel, candidateKernel } = viewsOf(
      inputs,
      backend,
    );
    const { dGates, dc } = viewsOf(outputs, backend);
    const ofStep = { dState: dStates, z: update, r: reset, toCandidate, toUpdate, toReset };
    const fixed = {
      U: { values: gateKernel, shape: [units, 2 * units] },
      Uc: { values: candidateKernel, shape: [units, units] },
    };
    let size = 0;
    for (const run of placedRuns(runs, !reversed)) {
      // The first state of a sequence is a constant, so its gradient is dropped; no gradient reaches the last state from a later step.
      carried.fill(0, size);
      size = run.batch * units;
      const shape = [run.batch, units];
      for (const steps of stepsPerGraph(run.order)) {
        const feeds: Record<string, NativeTensor> = { ...fixed, d: { values: carried.subarray(0, size), shape } };
        const after = { values: next.subarray(0, size), shape };
        const fetches: Record<string, NativeTensor> = { [copyName(steps.length - 1, 'carried')]: after };
        steps.forEach((step, i) => {
          for (const [name, values] of Object.entries(ofStep)) {
            feeds[copyName(i, name)] = rowsOf(values, run, step, units);
          }
          fetches[copyName(i, 'dGates')] = rowsOf(dGates, run, step, 2 * units);
          fetches[copyName(i, 'dc')] = rowsOf(dc, run, step, units);
        });
        ran = native.run(gruGradientGraph(steps.length, resetAfter, isSmall(run, units)), feeds, fetches);
        if (!ran) return;
        [carried, next] = [next, carried];
      }
    }
  });
  if (ran) return Object.values(outputs);
  for (const { dataId } of Object.values(outputs)) backend.disposeData(dataId);
  return [];
}

/** Whether the recurrent products of a step have so few multiply-adds that one thread computes them as fast as two. */
function isSmall({ batch }: GruStepRun, units: number): boolean {
  return batch * units * 3 * units < 1 << 24;
}

/** A run, where its rows begin, and its steps in the order in which they are read. */
interface PlacedRun extends GruStepRun {
  readonly firstRow: number;
  readonly order: readonly number[];
}

/** The runs in the order in which they are read. */
function placedRuns(runs: readonly GruStepRun[], reversed: boolean): PlacedRun[] {
  let firstRow = 0;
  const placed = runs.map((run) => {
    const order = Array.from({ length: run.steps }, (_, step) => (reversed ? run.steps - 1 - step : step));
    const result = { ...run, firstRow, order };
    firstRow += run.steps * run.batch;
    return result;
  });
  return reversed ? placed.reverse() : placed;
}

/** The rows of one step of a run. */
function rowsOf(values: Float32Array, { firstRow, batch }: PlacedRun, step: number, width: number): NativeTensor {
  const start = (firstRow + step * batch) * width;
  return { values: values.subarray(start, start + batch * width), shape: [batch, width] };
}

/** The steps of a run as those of the graphs that compute them. */
function stepsPerGraph(order: readonly number[]): number[][] {
  const parts: number[][] = [];
  let done = 0;
  for (const size of STEPS_PER_GRAPH) {
    for (; done + size <= order.length; done += size) parts.push(order.slice(done, done + size));
  }
  return parts;
}
