export { evaluationTable } from './evaluation-table';
export { FIGURE_COLUMNS, type FigureColumn, type RetrievalFigures, recallSumOf } from './figure-columns';
