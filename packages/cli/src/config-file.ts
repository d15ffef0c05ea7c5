import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, type Option } from 'commander';
import { parse } from 'yaml';
import { UsageError } from './usage-error';

/**
 * Takes the options that the command line left open from a file, JSON or YAML, with the flags' names: `input-size: 256`.
 * Every value goes through the same parser as the flag's.
 *
 * @throws {UsageError} with the file and the name, where the file cannot be read or says what no flag could.
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
      throw new UsageError(`${path}: "${key}" is no option of ${command.name()}. There are: ${known.join(', ')}.`);
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
    throw new UsageError(`The file of --config cannot be read: ${(cause as Error).message}`, { cause });
  }
  if (typeof content !== 'object' || content === null || Array.isArray(content)) {
    throw new UsageError(`${path} holds no options. Write one a line, as "input-size: 256".`);
  }
  return content as Record<string, unknown>;
}

function optionValue(path: string, key: string, option: Option, value: unknown): unknown {
  if (option.isBoolean() || option.negate) {
    if (typeof value !== 'boolean') throw new UsageError(`${path}: "${key}" is true or false, not ${print(value)}.`);
    return value;
  }
  const single = (given: unknown, previous: unknown): unknown => {
    if (typeof given !== 'string' && typeof given !== 'number') {
      throw new UsageError(`${path}: "${key}" is a word or a number, not ${print(given)}.`);
    }
    try {
      return option.parseArg ? option.parseArg(String(given), previous as never) : String(given);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      throw new UsageError(`${path}: "${key}" cannot be ${print(given)}. ${error.message}`);
    }
  };
  if (!option.variadic) return single(value, undefined);
  const list = Array.isArray(value) ? value : [value];
  return option.parseArg
    ? list.reduce((previous, each) => single(each, previous), undefined)
    : list.map((each) => single(each, undefined));
}

const print = (value: unknown): string => JSON.stringify(value);
