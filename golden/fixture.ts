import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A tensor as the fixtures write it: row-major. */
export interface FixtureTensor {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}

/** One file of a golden folder; `golden/README.md` in that folder describes the schema. */
export interface Fixture {
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly weights: Readonly<Record<string, FixtureTensor>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

/** Reads every `*.json` of a folder, in the order of their names. Throws with the file's name where one cannot be read. */
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

/** The tensor of that name, or an error that names the fixture and what it lacks. */
export function tensorOf(fixture: Fixture, group: 'inputs' | 'weights' | 'expected', name: string): FixtureTensor {
  const tensor = fixture[group][name] as FixtureTensor | undefined;
  if (tensor?.shape === undefined || tensor.data === undefined) {
    throw new Error(`${fixture.name}: ${group}.${name} is missing or is not a {shape, data} tensor.`);
  }
  return tensor;
}
