import type { FastifySchemaValidationError } from 'fastify';

const PLACES: Readonly<Record<string, string>> = {
  querystring: 'The parameter',
  params: 'The path parameter',
  body: 'The field',
  headers: 'The header',
};

/** The sentence for the first value of a request that does not fit its schema. */
export function schemaMessage(errors: readonly FastifySchemaValidationError[], place: string): Error {
  const [error] = errors;
  if (error === undefined) return new Error('The request does not fit its schema.');
  const { keyword, params, instancePath, message = 'is wrong' } = error;
  const kind = PLACES[place] ?? 'The value';
  const path = instancePath.replace(/^\//, '').replaceAll('/', '.');
  if (keyword === 'required') return new Error(`${kind} ${inside(path, params.missingProperty)} is missing.`);
  if (keyword === 'additionalProperties') {
    return new Error(`${kind} ${inside(path, params.additionalProperty)} is unknown.`);
  }
  if (path === '') return new Error(`The ${place === 'body' ? 'body' : place} ${message}.`);
  const allowed = keyword === 'enum' ? `: ${(params.allowedValues as unknown[]).join(', ')}` : '';
  return new Error(`${kind} ${path} ${message.replace('NOT have', 'not have')}${allowed}.`);
}

const inside = (path: string, name: unknown): string => JSON.stringify(path === '' ? name : `${path}.${name}`);
