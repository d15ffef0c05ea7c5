import { readFile } from 'node:fs/promises';
import { fileProblem } from '@rs-sam/foundation/errors';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import { parse } from 'yaml';
import { collected } from '../options/option-parsers';
import { UsageError } from './usage-error';

/**
 * Reads options from a JSON or YAML file, with the names of the flags: `input-size: 256`. Options of the command line win.
 * Every value goes through the parser of its flag.
 *
 * @throws {UsageError} names the file and the option, if the file cannot be read or has a value that the flag refuses.
 */
export async function applyConfigFile(command: Command, path: string): Promise<void> {
  const byName = new Map(command.options.map((option) => [option.attributeName(), option]));
  for (const [key, value] of Object.entries(await readConfig(path))) {
    const name = key.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
    const option = byName.get(name);
    if (option === undefined || name === 'config') {
      const known = command.options
        .map((other) => other.name().replace(/^no-/, ''))
        .filter((other) => other !== 'config');
      throw new UsageError(
        `${path}: "${key}" is not an option of ${command.name()}. The options are: ${known.join(', ')}.`,
      );
    }
    const source = command.getOptionValueSource(name);
    if (source !== undefined && source !== 'default') continue;
    command.setOptionValueWithSource(name, optionValue(path, key, option, value), 'config');
  }
}

async function readConfig(path: string): Promise<Record<string, unknown>> {
  let content: unknown;
  try {
    // YAML 1.2 contains JSON.
    content = parse(await readFile(path, 'utf8'));
  } catch (cause) {
    const { errno, message } = cause as NodeJS.ErrnoException;
    if (errno !== undefined) throw new UsageError(`The file of --config ${fileProblem(cause)}: ${path}.`, { cause });
    // After its first line, a parser's message quotes the file.
    const [problem] = message.split('\n');
    throw new UsageError(`The file of --config cannot be read: ${path}: ${problem}`, { cause });
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UsageError(`${path} has no options. Write one per line, as "input-size: 256".`);
  }
  return content as Record<string, unknown>;
}

function optionValue(path: string, key: string, option: Option, value: unknown): unknown {
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean')
      throw new UsageError(`${path}: "${key}" must be true or false, not ${inJson(value)}.`);
    return value;
  }
  const single = (given: unknown, previous: unknown): unknown => {
    if (typeof given !== 'string' && typeof given !== 'number') {
      throw new UsageError(`${path}: "${key}" must be a word or a number, not ${inJson(given)}.`);
    }
    try {
      return option.parseArg ? option.parseArg(String(given), previous as never) : String(given);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new UsageError(`${path}: "${key}" cannot be ${inJson(given)}. ${error.message}`);
    }
  };
  if (!option.variadic && option.parseArg !== (collected as unknown)) return single(value, undefined);
  const list = Array.isArray(value) ? value : [value];
  return option.parseArg
    ? list.reduce((previous, each) => single(each, previous), undefined)
    : list.map((each) => single(each, undefined));
}

const inJson = (value: unknown): string => JSON.stringify(value);
