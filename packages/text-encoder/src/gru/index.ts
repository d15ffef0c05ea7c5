export { bidirectionalGru, type GruOptions } from './bidirectional-gru';
export { forwardGru } from './forward-gru';
export { gruWeightsFromKeras, type KerasGruWeights } from './weights/from-keras';
export { gruWeightsFromTorch, type TorchGruWeights } from './weights/from-torch';
export {
  type BidirectionalGruWeights,
  type GatePart,
  type GruWeights,
  listGruWeights,
} from './weights/gru-weights';
