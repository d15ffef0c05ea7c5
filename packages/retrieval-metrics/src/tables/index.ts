export { DIRECTION_LABELS, type Direction, figureLabel } from '../cross-modal/directions';
export { latexTable } from './latex-table';
export { markdownTable } from './markdown-table';
export { plainTable } from './plain-table';
export { significanceMark } from './significance-mark';
export type { ResultTable, TableColumn, TableValue } from './table';
