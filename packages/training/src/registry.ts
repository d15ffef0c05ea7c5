import { baselineDefinitions } from '@rs-sam/baselines';
import type { ModelDefinition } from '@rs-sam/core';
import { samDefinition } from './models/sam';

/** Every model that can be trained by name; a new one is one file and one line here. */
export const modelDefinitions: readonly ModelDefinition[] = [
  samDefinition('t2i'),
  samDefinition('i2t'),
  ...baselineDefinitions,
];

/** No model has this name. */
export class UnknownModelError extends Error {
  override readonly name = 'UnknownModelError';

  constructor(
    readonly model: string,
    readonly known: readonly string[],
  ) {
    super(`There is no model "${model}". The models are: ${known.join(', ')}.`);
  }
}

/**
 * A model by name.
 *
 * @throws UnknownModelError lists those there are.
 */
export function modelDefinition(
  name: string,
  registry: readonly ModelDefinition[] = modelDefinitions,
): ModelDefinition {
  const found = registry.find((definition) => definition.name === name);
  if (found === undefined)
    throw new UnknownModelError(
      name,
      registry.map((definition) => definition.name),
    );
  return found;
}
