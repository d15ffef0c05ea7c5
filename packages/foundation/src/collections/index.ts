export { countValues } from './count-values';
export { groupBy } from './group-by';
