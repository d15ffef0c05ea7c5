import * as v from 'valibot';
import { PlanError } from './plan-error';

/** A value of a model's option or of a training configuration. */
export const configurationValue = v.union([v.string(), v.number(), v.boolean(), v.null()]);

/** A row of `plans/*.json`. */
export const rowSchema = v.strictObject({
  /** Name of the row and of the folders of its runs. */
  name: v.string(),
  /** The name in the paper's table; null for a row that the paper does not have. */
  published: v.optional(v.nullable(v.string()), null),
  model: v.string(),
  options: v.optional(v.record(v.string(), configurationValue)),
  /** Fields of the training configuration that differ from those of the plan. */
  training: v.optional(v.record(v.string(), v.union([configurationValue, v.record(v.string(), configurationValue)]))),
  /** Whether the training starts from another run, `RunPlanOptions.init`; without one, the row is skipped. */
  init: v.optional(v.boolean()),
  /** Whether the change was kept in a preset. */
  kept: v.optional(v.boolean()),
  /** The feature store of the row; `cnn` is that of all rows without an entry. */
  features: v.optional(v.picklist(['cnn', 'sift', 'bovw', 'resnet-152', 'fine-tuned']), 'cnn'),
  /** Number of seeds, from 1 on. */
  seeds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** R@1, 5, 10 of I2T, then of T2I, as printed in Table VI. They are of NWPU-RESISC45-Captions, for runs on any data set. */
  printed: v.optional(v.pipe(v.array(v.number()), v.length(6))),
  /** How the row differs from the paper. */
  differs: v.optional(v.string()),
});

/** A row of a table: a model that is trained once per seed. */
export type PlannedRow = v.InferOutput<typeof rowSchema>;

/**
 * Parses the rows of a table of your own from JSON values; see `plans/comparison.json`.
 *
 * @throws PlanError names the wrong row and field.
 */
export function plannedRows(json: unknown): PlannedRow[] {
  const parsed = v.safeParse(v.array(rowSchema), json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new PlanError(v.getDotPath(issue) ?? 'the whole list', issue.message);
}
