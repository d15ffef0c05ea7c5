import Papa from 'papaparse';
import { CaptionFileError } from '../errors/caption-file-error';
import type { Position } from '../errors/place';
import { decodeText, glanceAtText } from '../reading/decode-text';
import type { SourceFile } from '../reading/source-file';
import type { CaptionFormat, FormatOptions } from './caption-format';
import { isMetadataTable } from './metadata-table';
import { classNameOf, type ParsedImage, splitName } from './parsed-image';
import { printedList } from './printed-list';
import { rawOrTokens } from './raw-or-tokens';
import { imagePath, type TableColumns, tableColumns } from './table-columns';

const DELIMITERS = ['\t', ',', ';', '|'];

/** CSV, TSV and the like: each row has the path of an image and a caption, or several captions in columns of their own. */
export const table: CaptionFormat = {
  name: 'table',
  description: 'CSV or TSV of image path and caption, with or without column names',
  candidates: (files, forced) =>
    files
      .filter(
        (file) => (isTable(file) && (forced || !isMetadataTable(file))) || (forced && glanceAtText(file) !== null),
      )
      .map((file) => ({
        format: 'table',
        files: [file.path],
        parse: (options) => parseTable(file, options),
      })),
};

/** Whether the first row names columns of images and captions, or begins with an image. */
const isTable = (file: SourceFile): boolean => delimiterOf(file) !== null;

function delimiterOf(file: SourceFile): string | null {
  const start = (glanceAtText(file) ?? '').slice(0, 100_000);
  return DELIMITERS.find((delimiter) => tableColumns(firstRow(start, delimiter)) !== null) ?? null;
}

function firstRow(text: string, delimiter: string): string[] {
  return Papa.parse<string[]>(text, { delimiter, preview: 1, skipEmptyLines: 'greedy' }).data[0] ?? [];
}

interface Row {
  readonly cells: readonly string[];
  readonly position: Position;
}

/** @throws CaptionFileError */
export function parseTable(file: SourceFile, { encoding }: FormatOptions): ParsedImage[] {
  const rows = parseRows(file, decodeText(file, encoding), delimiterOf(file) ?? ',');
  const columns = tableColumns(rows[0]?.cells ?? []);
  if (rows[0] === undefined || columns === null) {
    const remedy =
      'Name the columns in the first row, for example `filename,caption` or `filename,caption,split,class`.';
    const problem = 'No columns with image paths and captions were found.';
    throw new CaptionFileError({ file: file.path, position: { line: 1, column: 1 } }, problem, remedy);
  }
  const images = new Map<string, ParsedImage & { captions: ParsedImage['captions'][number][] }>();
  const width = rows[0].cells.length;
  for (const row of columns.header ? rows.slice(1) : rows) {
    const { captions, ...fields } = parseRow(file, withNumber(row, width, columns), width, columns);
    const key = JSON.stringify([fields.file, fields.split, fields.className]);
    const image = images.get(key) ?? { ...fields, captions: [] };
    for (const caption of captions) image.captions.push(caption);
    images.set(key, image);
  }
  return [...images.values()];
}

/**
 * A row of Flickr30k lacks the delimiter behind the number of its comment (`1.jpg| 4   A dog runs`). Number and text cannot be
 * confused, so they are separated.
 */
function withNumber(row: Row, width: number, { number, captions }: TableColumns): Row {
  if (number === null || row.cells.length !== width - 1 || captions.length !== 1 || captions[0] !== number + 1)
    return row;
  const joined = /^\s*(\d+)\s+(\S.*)$/s.exec(row.cells[number] ?? '');
  if (!joined?.[1] || !joined[2]) return row;
  return { ...row, cells: [...row.cells.slice(0, number), joined[1], joined[2], ...row.cells.slice(number + 1)] };
}

function parseRow(file: SourceFile, { cells, position }: Row, width: number, columns: TableColumns): ParsedImage {
  const place = { file: file.path, position };
  if (cells.length !== width) {
    const problem = `This row has ${cells.length} cells; the first row has ${width}.`;
    throw new CaptionFileError(place, problem, 'Put a caption that contains the delimiter in double quotes.');
  }
  const path = imagePath(cells[columns.file] ?? '');
  if (path === '') throw new CaptionFileError(place, 'This row has no image path.', 'Add the path, or remove the row.');
  const optional = (column: number | null) => (column === null ? null : cells[column]);
  return {
    file: path,
    split: splitName(optional(columns.split)),
    className: classNameOf(optional(columns.className)),
    captions: columns.captions.map((column) => ({ ...captionOf(cells, column, columns), position })),
    source: file.path,
    position,
  };
}

function captionOf(cells: readonly string[], column: number, { number, tokens }: TableColumns) {
  const text = number === null ? (cells[column] ?? '') : (cells[column] ?? '').trim();
  return tokens === null ? { text } : rawOrTokens(text, tokensText(cells[tokens] ?? ''));
}

/** The words of a cell, which may be a printed list. */
function tokensText(cell: string): string {
  const list = printedList(cell);
  return list === null || list === 'unreadable' ? cell : list.join(' ');
}

/** All rows that are not blank, each with the line on which it begins. */
function parseRows(file: SourceFile, text: string, delimiter: string): Row[] {
  const rows: Row[] = [];
  let line = 1;
  let read = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    step: ({ data, errors, meta }) => {
      const position = { line, column: 1 };
      const quotes = errors.find((error) => error.type === 'Quotes');
      if (quotes) {
        const remedy = 'Close the quotes, and write a quotation mark inside quotes twice.';
        throw new CaptionFileError({ file: file.path, position }, `${quotes.message}.`, remedy);
      }
      if (data.some((cell) => cell.trim() !== '')) rows.push({ cells: data, position });
      line += text.slice(read, meta.cursor).split(/\r\n|\n|\r/).length - 1;
      read = meta.cursor;
    },
  });
  return rows;
}
