import * as v from 'valibot';

/** A value of the expected form, or what is wrong with the text: a sentence without its subject, as `is not JSON: …`. */
export type ParsedJson<T> =
  | { readonly value: T; readonly problem: null }
  | { readonly value: null; readonly problem: string };

/** Parses JSON and checks its form. The caller knows the file's name and what to do, and says both in its own error. */
export function parseJson<T extends v.GenericSchema>(text: string, schema: T): ParsedJson<v.InferOutput<T>> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    return { value: null, problem: `is not JSON: ${(error as Error).message}` };
  }
  const result = v.safeParse(schema, json);
  if (result.success) return { value: result.output, problem: null };
  const [issue] = result.issues;
  const field = v.getDotPath(issue);
  return {
    value: null,
    problem: `${field === null ? 'has a wrong form' : `has a wrong field ${field}`}: ${issue.message}`,
  };
}
