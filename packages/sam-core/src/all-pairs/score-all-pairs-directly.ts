import {
  concat,
  expandDims,
  type Tensor2D,
  type Tensor3D,
  tidy,
  tile,
  transpose,
  unstack,
} from '@tensorflow/tfjs-core';
import { type AlignmentOperands, checkOperands, rolesOf } from '../operands/alignment-operands';
import { type AlignmentOptions, withDefaults } from '../options/alignment-options';
import { alignPairs } from '../paired/align-pairs';

/**
 * S [B_i, B_t] in the direct form: `[f ; e] W` for every pair, with tfjs's own tape. The reference that tests and the
 * benchmark compare `scoreAllPairs` with; it is not part of the package's interface.
 */
export function scoreAllPairsDirectly(operands: AlignmentOperands, options: AlignmentOptions): Tensor2D {
  const resolved = withDefaults(options);
  checkOperands(operands, resolved);
  const { query, context, queryMask, contextMask, weights } = rolesOf(operands, resolved);
  return tidy(() => {
    // One query item at a time against all context items: together they are the pairs of a batch axis.
    const queryMasks = queryMask && unstack(queryMask);
    const contexts = context.shape[0];
    const columns = unstack(query).map((rows, item) => {
      const repeated = tile(expandDims<Tensor3D>(rows, 0), [contexts, 1, 1]);
      const masks = queryMasks && tile(expandDims<Tensor2D>(queryMasks[item] as Tensor2D, 0), [contexts, 1]);
      return alignPairs({ query: repeated, context, queryMask: masks, contextMask, weights }, resolved).scores;
    });
    const scores = concat(columns, 1);
    return resolved.direction === 'i2t' ? transpose(scores) : scores;
  });
}
