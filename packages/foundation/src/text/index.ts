export { formatMarkdownTable, formatTable, type TableLayout } from './text-table';
