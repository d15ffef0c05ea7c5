import { InvalidOptionError } from '../errors';

/** Throws `InvalidOptionError` unless the value is a map of maps; plain JavaScript may pass the object that `queryMap` takes. */
export function checkQueryMap(name: string, value: unknown): void {
  if (!(value instanceof Map)) throw new InvalidOptionError(name, value, 'a map, as queryMap(…) returns it');
  for (const [query, items] of value) {
    if (!(items instanceof Map)) {
      throw new InvalidOptionError(`${name}.get(${JSON.stringify(query)})`, items, 'a map of items, as in queryMap(…)');
    }
  }
}
