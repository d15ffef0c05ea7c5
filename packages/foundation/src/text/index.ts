export { fixed } from './fixed';
export { printable, printableData, printableJson, printableLines } from './printable';
export { formatMarkdownTable, formatTable, type TableLayout } from './text-table';
export { tokenize } from './tokenize';
