import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the committed fixtures; its `README.md` says how they were made. */
export const FIXTURES = fileURLToPath(new URL('./fixtures', import.meta.url));

/** A tensor of a fixture, row-major. */
export interface FixtureTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** One file of a folder of fixtures; `golden/fixtures/README.md` describes the schema. */
export interface Fixture {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<string, FixtureTensor>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** The names in `fixture-names.json` that have no file: a lost fixture is a failure, not a smaller count. */
export function missingFixtures(folder: string): string[] {
  const names = JSON.parse(readFileSync(fileURLToPath(new URL('./fixture-names.json', import.meta.url)), 'utf8'));
  const present = new Set(readdirSync(folder));
  return (names as string[]).filter((name) => !present.has(`${name}.json`));
}

/** Reads every `*.json` of a folder, in the order of their names. Throws an error with the file's name if one cannot be read. */
export function readFixtures(folder: string): Fixture[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return files.sort().map((file) => {
    let parsed: Partial<Fixture>;
    try {
      parsed = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    } catch (cause) {
      throw new Error(`${join(folder, file)} is not JSON: ${(cause as Error).message}`, { cause });
    }
    const { name = basename(file, '.json'), config = {}, inputs = {}, weights = {}, expected } = parsed;
    if (expected === undefined) throw new Error(`${join(folder, file)} has no "expected": it is not a golden fixture.`);
    return { name, config, inputs, weights, expected };
  });
}

/** The tensor of a name. Throws an error that names the fixture and the missing tensor. */
export function tensorOf(fixture: Fixture, group: 'inputs' | 'weights' | 'expected', name: string): FixtureTensor {
  const tensor = fixture[group][name] as FixtureTensor | undefined;
  if (tensor?.shape === undefined || tensor.data === undefined) {
    throw new Error(`${fixture.name}: ${group}.${name} is missing or is not a {shape, data} tensor.`);
  }
  return tensor;
}
