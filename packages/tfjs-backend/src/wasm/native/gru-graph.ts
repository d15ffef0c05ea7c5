import type { NativeGraph } from './native-graphs';
import { copyName, type Extents, type OnnxNode, onnxModel } from './onnx-model';

/*
 * Some steps of the kernels GruSteps and GruStepsGrad, one after the other; the formulas are in `gru-steps-kernel.ts`. Step i, counted in the
 * order in which the steps are read, names its tensors as copy i of a repeated graph.
 */

const STATE: Extents = ['B', 'H'];
const GATES: Extents = ['B', 'G'];

const node = (i: number, output: string, operator: string, ...inputs: string[]): OnnxNode => ({
  operator,
  inputs,
  outputs: [copyName(i, output)],
});
const product = (i: number, output: string, inputs: string[], transB = 0): OnnxNode => ({
  ...node(i, output, 'Gemm', ...inputs),
  attributes: { transB },
});

/** `steps` forward steps: from `gates`, `candidate` of each and the state `h` before the first, `state`, `z`, `r`, `c` and, with resetAfter, `q`. */
export function gruGraph(steps: number, resetAfter: boolean, oneThread: boolean): NativeGraph {
  const nodes: OnnxNode[] = [];
  const inputs: Record<string, Extents> = { h: STATE, U: ['H', 'G'], Uc: ['H', 'H'], ...(resetAfter && { bc: ['H'] }) };
  const outputs: Record<string, Extents> = {};
  let before = 'h';
  for (let i = 0; i < steps; i++) {
    const at = (name: string): string => copyName(i, name);
    inputs[at('gates')] = GATES;
    inputs[at('candidate')] = STATE;
    nodes.push(
      product(i, 'gateArgument', [before, 'U', at('gates')]),
      node(i, 'zr', 'Sigmoid', at('gateArgument')),
      { operator: 'Split', inputs: [at('zr')], outputs: [at('z'), at('r')], attributes: { axis: 1, num_outputs: 2 } },
      ...(resetAfter
        ? [
            product(i, 'q', [before, 'Uc', 'bc']),
            node(i, 'kept', 'Mul', at('r'), at('q')),
            node(i, 'argument', 'Add', at('candidate'), at('kept')),
          ]
        : [node(i, 'kept', 'Mul', at('r'), before), product(i, 'argument', [at('kept'), 'Uc', at('candidate')])]),
      node(i, 'c', 'Tanh', at('argument')),
      node(i, 'change', 'Sub', before, at('c')),
      node(i, 'part', 'Mul', at('z'), at('change')),
      node(i, 'state', 'Add', at('c'), at('part')),
    );
    for (const name of ['state', 'z', 'r', 'c', ...(resetAfter ? ['q'] : [])]) outputs[at(name)] = STATE;
    before = at('state');
  }
  return {
    name: `gru ${steps} ${resetAfter} ${oneThread}`,
    keepMemory: true,
    oneThread,
    model: () => onnxModel({ nodes, inputs, outputs }),
  };
}

/** `steps` backward steps: from the factors of each and the gradient `d` of the state after the first, `dGates`, `dc`, and `d` before the last. */
export function gruGradientGraph(steps: number, resetAfter: boolean, oneThread: boolean): NativeGraph {
  const nodes: OnnxNode[] = [];
  const inputs: Record<string, Extents> = { d: STATE, U: ['H', 'G'], Uc: ['H', 'H'] };
  const outputs: Record<string, Extents> = {};
  let carried = 'd';
  for (let i = 0; i < steps; i++) {
    const at = (name: string): string => copyName(i, name);
    for (const name of ['dState', 'z', 'r', 'toCandidate', 'toUpdate', 'toReset']) inputs[at(name)] = STATE;
    nodes.push(
      node(i, 'delta', 'Add', at('dState'), carried),
      node(i, 'dc', 'Mul', at('delta'), at('toCandidate')),
      node(i, 'dz', 'Mul', at('delta'), at('toUpdate')),
      node(i, 'kept', 'Mul', at('delta'), at('z')),
      ...(resetAfter
        ? [
            node(i, 'dr', 'Mul', at('dc'), at('toReset')),
            node(i, 'dq', 'Mul', at('dc'), at('r')),
            product(i, 'partly', [at('dq'), 'Uc', at('kept')], 1),
          ]
        : [
            product(i, 'dq', [at('dc'), 'Uc'], 1),
            node(i, 'dr', 'Mul', at('dq'), at('toReset')),
            node(i, 'through', 'Mul', at('dq'), at('r')),
            node(i, 'partly', 'Add', at('kept'), at('through')),
          ]),
      { operator: 'Concat', inputs: [at('dz'), at('dr')], outputs: [at('dGates')], attributes: { axis: 1 } },
      product(i, 'carried', [at('dGates'), 'U', at('partly')], 1),
    );
    outputs[at('dGates')] = GATES;
    outputs[at('dc')] = STATE;
    carried = at('carried');
  }
  outputs[carried] = STATE;
  return {
    name: `gru gradient ${steps} ${resetAfter} ${oneThread}`,
    keepMemory: true,
    oneThread,
    model: () => onnxModel({ nodes, inputs, outputs }),
  };
}
