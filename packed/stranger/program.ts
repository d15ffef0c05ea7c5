// Compiled and run twice: as program.cts, whose imports become require(), and as program.mts.
import { SemanticAlignment } from '@rs-sam/core';
import { fuseRuns } from '@rs-sam/retrieval-metrics';
import { adam, type BackendReport, prepareBackend, RsSamError } from '@rs-sam/tfjs-backend';
import { input, type SymbolicTensor } from '@tensorflow/tfjs-layers';

async function main(): Promise<void> {
  const report: BackendReport = await prepareBackend({ engine: 'wasm' });
  const layer = new SemanticAlignment({ direction: 't2i' });
  const sides = [input({ shape: [3, 8] }), input({ shape: [4, 8] })];
  const { shape } = layer.apply(sides) as SymbolicTensor;
  let code = '';
  try {
    adam(0.005 as never);
  } catch (error) {
    if (error instanceof RsSamError) code = error.code;
  }
  console.log(JSON.stringify({ engine: report.engine, shape, code, fuseRuns: typeof fuseRuns }));
}

void main();
