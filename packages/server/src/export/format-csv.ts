import type { GalleryItem } from '@rs-sam/search';
import papaparse from 'papaparse';

/** An item with what a search said of it. */
export interface ExportedItem extends GalleryItem {
  readonly rank?: number | undefined;
  readonly score?: number | undefined;
  readonly confidence?: number | undefined;
}

const COLUMNS = ['rank', 'score', 'confidence', 'id', 'file', 'width', 'height', 'bytes', 'sha256'] as const;

/**
 * Items as CSV, RFC 4180: what a search said, the fields of the item, then a column for each field of the metadata of any item. Texts that
 * a spreadsheet would take for a formula begin with an apostrophe.
 */
export function formatCsv(items: readonly ExportedItem[]): string {
  const names = [...new Set(items.flatMap(({ metadata }) => Object.keys(metadata)))];
  const clashing = new Set<string>(COLUMNS);
  const fields = [...COLUMNS, ...names.map((name) => (clashing.has(name) ? `metadata.${name}` : name))];
  const rows = items.map((item) => [
    ...COLUMNS.map((column) => item[column] ?? null),
    ...names.map((name) => cell(item.metadata[name])),
  ]);
  return `${papaparse.unparse({ fields, data: rows }, { escapeFormulae: true })}\r\n`;
}

const cell = (value: unknown): unknown =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : (value ?? null);
