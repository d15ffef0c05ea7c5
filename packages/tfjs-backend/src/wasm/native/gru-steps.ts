import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { GruStepsAttributes, GruStepsGradientInputs, GruStepsInputs } from '../../gru-steps-kernel';
import { withScratch } from '../own-kernels';
import type { WasmBackend } from '../wasm-backend';
import { gruGradientGraph, gruGraph } from './gru-graph';
import { pieces, viewsOf } from './heap-views';
import type { NativeGraphs, NativeTensor } from './native-graphs';
import { copyName } from './onnx-model';

/** How many steps a run computes: any number of steps is a sum of these, so that few graphs are opened. */
const STEPS_PER_RUN = [8, 4, 2, 1];

/** The kernel `GruSteps` as native graphs; no tensor after a failure of the library. */
export function nativeGruSteps(
  inputs: GruStepsInputs<TensorInfo>,
  { batch, reversed, resetAfter }: GruStepsAttributes,
  backend: WasmBackend,
  native: NativeGraphs,
): TensorInfo[] {
  const [rows, units] = inputs.candidateInputs.shape as [number, number];
  const shape = [rows, units];
  const outputs = {
    ...{ state: backend.makeOutput(shape, 'float32'), previous: backend.makeOutput(shape, 'float32') },
    ...{ z: backend.makeOutput(shape, 'float32'), r: backend.makeOutput(shape, 'float32') },
    ...{ c: backend.makeOutput(shape, 'float32'), q: backend.makeOutput(shape, 'float32') },
  };
  const given = viewsOf(inputs, backend);
  const { previous, q, ...traced } = viewsOf(outputs, backend);
  const size = batch * units;
  const first = rowsOf(previous, stepAt(0, rows / batch, reversed), batch, units);
  first.values.fill(0);
  const fixed = {
    U: { values: given.gateKernel, shape: [units, 2 * units] },
    Uc: { values: given.candidateKernel, shape: [units, units] },
    ...(resetAfter && { bc: { values: given.candidateBias as Float32Array, shape: [units] } }),
  };
  let before = first;
  let ran = true;
  for (const steps of stepRuns(rows / batch, reversed)) {
    const feeds: Record<string, NativeTensor> = { ...fixed, h: before };
    const fetches: Record<string, NativeTensor> = {};
    steps.forEach((t, i) => {
      feeds[copyName(i, 'gates')] = rowsOf(given.gateInputs, t, batch, 2 * units);
      feeds[copyName(i, 'candidate')] = rowsOf(given.candidateInputs, t, batch, units);
      for (const [name, values] of Object.entries({ ...traced, ...(resetAfter && { q }) })) {
        fetches[copyName(i, name)] = rowsOf(values, t, batch, units);
      }
    });
    ran = native.run(gruGraph(steps.length, resetAfter), feeds, fetches);
    if (!ran) break;
    before = rowsOf(traced.state, steps.at(-1) as number, batch, units);
  }
  if (!ran) {
    for (const { dataId } of Object.values(outputs)) backend.disposeData(dataId);
    return [];
  }
  // The state before a step is the one after the step that was read before it.
  if (reversed) previous.set(traced.state.subarray(size), 0);
  else previous.set(traced.state.subarray(0, rows * units - size), size);
  if (!resetAfter) q.set(previous);
  return Object.values(outputs);
}

/** The kernel `GruStepsGrad` as native graphs; no tensor after a failure of the library. */
export function nativeGruStepsGradient(
  inputs: GruStepsGradientInputs<TensorInfo>,
  { batch, reversed, resetAfter }: GruStepsAttributes,
  backend: WasmBackend,
  native: NativeGraphs,
): TensorInfo[] {
  const [rows, units] = inputs.dStates.shape as [number, number];
  const outputs = {
    dGates: backend.makeOutput([rows, 2 * units], 'float32'),
    dc: backend.makeOutput([rows, units], 'float32'),
  };
  let ran = true;
  withScratch(backend, 8 * batch * units, (address) => {
    const scratch = pieces(backend, address);
    const state = (): NativeTensor => ({ values: scratch(batch * units), shape: [batch, units] });
    let [carried, next] = [state(), state()];
    carried.values.fill(0);
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
    for (const steps of stepRuns(rows / batch, !reversed)) {
      const feeds: Record<string, NativeTensor> = { ...fixed, d: carried };
      const fetches: Record<string, NativeTensor> = { [copyName(steps.length - 1, 'carried')]: next };
      steps.forEach((t, i) => {
        for (const [name, values] of Object.entries(ofStep)) {
          feeds[copyName(i, name)] = rowsOf(values, t, batch, units);
        }
        fetches[copyName(i, 'dGates')] = rowsOf(dGates, t, batch, 2 * units);
        fetches[copyName(i, 'dc')] = rowsOf(dc, t, batch, units);
      });
      ran = native.run(gruGradientGraph(steps.length, resetAfter), feeds, fetches);
      if (!ran) return;
      [carried, next] = [next, carried];
    }
  });
  if (ran) return Object.values(outputs);
  for (const { dataId } of Object.values(outputs)) backend.disposeData(dataId);
  return [];
}

/** The rows of step t of a time-major matrix. */
function rowsOf(values: Float32Array, t: number, batch: number, width: number): NativeTensor {
  return { values: values.subarray(t * batch * width, (t + 1) * batch * width), shape: [batch, width] };
}

function stepAt(i: number, steps: number, reversed: boolean): number {
  return reversed ? steps - 1 - i : i;
}

/** The steps in their order, as the runs that compute them. */
function stepRuns(steps: number, reversed: boolean): number[][] {
  const runs: number[][] = [];
  let done = 0;
  for (const size of STEPS_PER_RUN) {
    for (; done + size <= steps; done += size) {
      runs.push(Array.from({ length: size }, (_, i) => stepAt(done + i, steps, reversed)));
    }
  }
  return runs;
}
