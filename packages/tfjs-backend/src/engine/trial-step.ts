import {
  add,
  cast,
  concat,
  div,
  engine,
  less,
  matMul,
  mul,
  ones,
  randomNormal,
  randomUniform,
  reshape,
  sigmoid,
  softmax,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tanh,
  tidy,
  unstack,
  type Variable,
  variable,
  zeros,
} from '@tensorflow/tfjs-core';
import type { GatedCosineInputs } from '../gated-cosine-kernel';
import { adam, type ResumableAdam } from '../optimiser/adam';
import { hasKernel } from './has-kernel';

/** Images of a batch, regions of an image, words of a caption, depth: those of the preset `tuned` of `@rs-sam/training`. */
const [B, K, N, D] = [32, 16, 15, 256];

/** Share of the pairs of a query row and a context that get a gradient from the hardest negatives. */
const WITH_GRADIENT = 0.15;

/** Seconds of a first step after which an engine is not measured any further. */
const TOO_SLOW = 2;

/** The side of SAM that attends. */
export type TrialDirection = 'i2t' | 't2i';

/** The tensors of a trial; `weights` are a kernel and a recurrent kernel of the encoder, and the two kernels of the gate. */
interface Trial {
  readonly query: Tensor;
  readonly context: Tensor;
  readonly dCosine: Tensor;
  readonly weights: readonly [Variable, Variable, Variable, Variable];
  readonly optimizer: ResumableAdam;
}

/**
 * Seconds of one step like those of a training of SAM, on the current engine after its programs are compiled: a recurrent encoder of words,
 * the attention of all pairs, the gate and its gradient, the products of the weights' gradients, and Adam.
 */
export function secondsOfStep(direction: TrialDirection): number {
  const trial = openTrial(direction);
  const run = () => {
    const before = performance.now();
    step(trial);
    return (performance.now() - before) / 1000;
  };
  try {
    // The first step compiles the programs.
    if (run() > TOO_SLOW) return run();
    run();
    const seconds: number[] = [];
    const spent = () => seconds.reduce((a, b) => a + b, 0);
    while (seconds.length < 2 || (seconds.length < 8 && spent() < 0.2)) seconds.push(run());
    return Math.min(...seconds);
  } finally {
    const { query, context, dCosine, weights, optimizer } = trial;
    for (const tensor of [query, context, dCosine, ...weights]) tensor.dispose();
    optimizer.dispose();
  }
}

function openTrial(direction: TrialDirection): Trial {
  const [rows, columns] = direction === 'i2t' ? [K, N] : [N, K];
  const weight = (seed: number) => tidy(() => variable(randomUniform([D, D], -0.06, 0.06, 'float32', seed)));
  return {
    query: randomNormal([B * rows, D], 0, 1, 'float32', 5),
    context: randomNormal([B * columns, D], 0, 1, 'float32', 6),
    dCosine: tidy(() => cast(less(randomUniform([B, B * rows], 0, 1, 'float32', 7), WITH_GRADIENT), 'float32')),
    weights: [weight(1), weight(2), weight(3), weight(4)],
    optimizer: adam(),
  };
}

function step({ query, context, dCosine, weights, optimizer }: Trial): void {
  const [kernel, recurrent, gate, candidate] = weights;
  tidy(() => {
    const [dKernel, dRecurrent] = encoderGradients(query, kernel, recurrent);
    const byContext = (rows: Tensor) => reshape(rows, [B, -1, D]);
    const operands = {
      attention: softmax(matMul(reshape(query, [1, -1, D]), byContext(context), false, true)),
      query,
      queryGate: matMul(query, gate),
      queryCandidate: matMul(query, candidate),
      context: byContext(context),
      contextGate: byContext(matMul(context, gate)),
      contextCandidate: byContext(matMul(context, candidate)),
    };
    const [dGate, dCandidate] = hasKernel('GatedCosine')
      ? fusedGradients(operands, dCosine)
      : gradients(operands, dCosine);
    const tensors = [dKernel, dRecurrent, matMul(query, dGate, true), matMul(query, dCandidate, true)];
    optimizer.applyGradients(weights.map(({ name }, i) => ({ name, tensor: tensors[i] as Tensor })));
    // A GPU works on while the program goes on.
    kernel.dataSync();
  });
}

/** The gradients of the two kernels of a recurrent network over the rows of the words, B of them a step, for the sum of its last state. */
function encoderGradients(words: Tensor, kernel: Tensor, recurrent: Tensor): readonly [Tensor, Tensor] {
  const states: Tensor[] = [zeros([B, D])];
  for (const input of unstack(reshape(matMul(words, kernel), [-1, B, D]))) {
    states.push(tanh(add(input, matMul(states.at(-1) as Tensor, recurrent))));
  }
  let dState: Tensor = ones([B, D]);
  let dRecurrent: Tensor = zeros([D, D]);
  const dInputs: Tensor[] = [];
  for (let at = states.length - 1; at > 0; at--) {
    const dInput = mul(dState, sub(1, square(states[at] as Tensor)));
    dInputs.unshift(dInput);
    dRecurrent = add(dRecurrent, matMul(states[at - 1] as Tensor, dInput, true));
    dState = matMul(dInput, recurrent, false, true);
  }
  return [matMul(words, concat(dInputs), true), dRecurrent];
}

/** The gradients of `queryGate` and `queryCandidate` by the engine's own kernels. */
function fusedGradients(operands: GatedCosineInputs<Tensor>, dCosine: Tensor): readonly [Tensor, Tensor] {
  const attributes = { candidate: 'tanh', frozen: 'context' };
  engine().runKernel('GatedCosine', { ...operands }, attributes);
  const found = engine().runKernel('GatedCosineGrad', { ...operands, dCosine }, attributes) as unknown as Tensor[];
  return [found[2] as Tensor, found[3] as Tensor];
}

/** The same by tfjs's operations, with the other products that a training needs. */
function gradients(operands: GatedCosineInputs<Tensor>, dCosine: Tensor): readonly [Tensor, Tensor] {
  const { attention, query, queryGate, queryCandidate, context, contextGate, contextCandidate } = operands;
  const attended = matMul(attention, context);
  const gate = sigmoid(add(queryGate, matMul(attention, contextGate)));
  const cell = tanh(add(queryCandidate, matMul(attention, contextCandidate)));
  const updated = add(query, mul(gate, sub(cell, query)));
  const dot = (a: Tensor, b: Tensor) => sum(mul(a, b), -1, true);
  const norms = sqrt(mul(dot(updated, updated), dot(attended, attended)));
  const along = div(dot(updated, attended), dot(updated, updated));
  const dUpdated = mul(div(reshape(dCosine, norms.shape), norms), sub(attended, mul(along, updated)));
  const dGate = mul(mul(dUpdated, sub(cell, query)), mul(gate, sub(1, gate)));
  const dCell = mul(mul(dUpdated, gate), sub(1, square(cell)));
  add(matMul(dGate, contextGate, false, true), matMul(dCell, contextCandidate, false, true));
  matMul(attention, dGate, true);
  matMul(attention, dCell, true);
  return [sum(dGate, 0), sum(dCell, 0)];
}
