import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { DatasetError } from '../dataset-error';
import type { FormatName } from '../formats/caption-format';
import { printInspection } from '../print-inspection';
import { inspectFolder } from './read-dataset';

// pnpm inspect <folder> … [--format <name>]: prints what inspectFolder finds in each folder.
const { values, positionals } = parseArgs({ allowPositionals: true, options: { format: { type: 'string' } } });
if (positionals.length === 0) console.error('Usage: pnpm inspect <folder> … [--format <name>]');
for (const folder of positionals) {
  try {
    const format = values.format as FormatName | undefined;
    const inspection = await inspectFolder(folder, format === undefined ? {} : { format });
    console.log(`${printInspection(basename(resolve(folder)), inspection)}\n`);
  } catch (error) {
    if (!(error instanceof DatasetError)) throw error;
    console.error(`${folder}: ${error.message}`);
    process.exitCode = 1;
  }
}
