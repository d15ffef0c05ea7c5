export { formatMarkdownTable, formatTable, type TableLayout } from './text-table';
export { tokenize } from './tokenize';
