import * as v from 'valibot';

/** A plain object of JSON. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Names with which schemas of records, and objects of JavaScript, do something else; such entries would be lost. */
const NO_NAMES = ['__proto__', 'constructor', 'prototype'];

/** Refuses an object of names that has one of these. */
export const ownNames = v.rawCheck<object>(({ dataset, addIssue }) => {
  if (!dataset.typed) return;
  const input = dataset.value;
  const key = NO_NAMES.find((name) => Object.hasOwn(input, name));
  if (key === undefined) return;
  const value = (input as Record<string, unknown>)[key];
  addIssue({
    message: `${key} cannot be a name`,
    path: [{ type: 'object', origin: 'key', input: input as Record<string, unknown>, key, value }],
  });
});
