import { matMul, reshape, sum, type Tensor, type Tensor2D, type Tensor3D } from '@tensorflow/tfjs-core';
import type { ResolvedAlignmentOptions } from './alignment-options';
import { cosine, cosineGradient } from './cosine';
import { type GatedCosineOperands, gatedCosine, gatedCosineGradient } from './gated-cosine';
import type { Side, SideGradients } from './side';

/** The two sides of a tile and the attention [context items, query rows, context rows] between them. */
interface Attended {
  readonly attention: Tensor;
  readonly query: Side;
  readonly context: Side;
}

/** The cosine of every query row, gated or not, with what it attends to: [context items, query rows]. */
export function attendedCosine(attended: Attended, options: ResolvedAlignmentOptions): Tensor {
  const operands = gateOperands(attended);
  if (operands !== undefined) return gatedCosine(operands, options);
  return cosine(
    attended.query.features,
    matMul(attended.attention, byItem(attended.context, attended.context.features)),
  );
}

/** The derivative of `attendedCosine`. */
export function attendedCosineGradient(
  attended: Attended,
  options: ResolvedAlignmentOptions,
  dCosines: Tensor,
): { attention: Tensor; query: SideGradients; context: SideGradients } {
  const { attention, query, context } = attended;
  const flat = (x: Tensor): Tensor2D => reshape(x, context.features.shape);
  const operands = gateOperands(attended);
  if (operands !== undefined) {
    const d = gatedCosineGradient(operands, options, dCosines);
    return {
      attention: d.attention,
      query: {
        features: d.query as Tensor2D,
        gate: d.queryGate as Tensor2D,
        candidate: d.queryCandidate as Tensor2D,
      },
      context: { features: flat(d.context), gate: flat(d.contextGate), candidate: flat(d.contextCandidate) },
    };
  }
  const rows = byItem(context, context.features);
  const { left, right } = cosineGradient(query.features, matMul(attention, rows), dCosines);
  return {
    attention: matMul(right, rows, false, true),
    query: { features: sum(left, 0) as Tensor2D },
    context: { features: flat(matMul(attention, right, true)) },
  };
}

/** The operands of the gated cosine, or undefined where the sides have no gate (SAM-6). */
function gateOperands({ attention, query, context }: Attended): GatedCosineOperands | undefined {
  if (!query.gate || !query.candidate || !context.gate || !context.candidate) return undefined;
  return {
    attention,
    query: query.features,
    queryGate: query.gate,
    queryCandidate: query.candidate,
    context: byItem(context, context.features),
    contextGate: byItem(context, context.gate),
    contextCandidate: byItem(context, context.candidate),
  };
}

/** [items · rows, D] as [items, rows, D]. */
function byItem({ items, rows }: Side, x: Tensor2D): Tensor3D {
  return reshape(x, [items, rows, x.shape[1]]);
}
