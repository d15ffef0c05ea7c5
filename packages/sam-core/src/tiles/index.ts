export { type Items, itemCount, MASK } from './items';
export type { PairOperands, PairScorer } from './pair-operands';
export { scoreInTiles } from './score-in-tiles';
