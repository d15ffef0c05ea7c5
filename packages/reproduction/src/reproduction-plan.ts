import { presetConfiguration, resolveConfiguration, type TrainingConfiguration } from '@rs-sam/training';
import * as v from 'valibot';
import ablation from './plans/ablation.json' with { type: 'json' };
import budgets from './plans/budgets.json' with { type: 'json' };
import comparison from './plans/comparison.json' with { type: 'json' };
import openPoints from './plans/open-points.json' with { type: 'json' };

/** What a table of the paper compares: SAM with other models (Tables II to V), or SAM with itself less a part (Table VI). */
export type Comparison = 'comparison' | 'ablation';

/** How much work a reproduction may be: `small` for an afternoon on a laptop, `paper` for every printed value. */
export type Budget = 'small' | 'paper';

const option = v.union([v.string(), v.number(), v.boolean(), v.null()]);
const changes = v.looseObject({ options: v.optional(v.record(v.string(), option)) });
const row = v.strictObject({
  /** Name of the row, and of the folders of its runs. */
  name: v.string(),
  /** What the paper's table calls it; null for a row that it does not have. */
  published: v.optional(v.nullable(v.string()), null),
  model: v.string(),
  options: v.optional(v.record(v.string(), option)),
  /** Fields of the training configuration that differ from the plan's. */
  training: v.optional(v.record(v.string(), option)),
  /** Which feature store it takes; `cnn` is that of the others. */
  features: v.optional(v.picklist(['cnn', 'sift', 'bovw', 'resnet-152', 'fine-tuned']), 'cnn'),
  /** How many seeds it is trained with, from 1 on. */
  seeds: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1)), 1),
  /** R@1, 5, 10 image to text, then text to image, where Table VI prints them: on NWPU-RESISC45-Captions, whatever the data set here. */
  printed: v.optional(v.pipe(v.array(v.number()), v.length(6))),
  /** Where it is not what the paper did. */
  differs: v.optional(v.string()),
});
const planSchema = v.strictObject({
  /** The row that the others are tested against. */
  baseline: v.string(),
  /** The part of the split that is evaluated; `val` where the plan is for choosing. */
  part: v.optional(v.string(), 'test'),
  rows: v.array(row),
});
const budgetSchema = v.record(
  v.picklist(['small', 'paper']),
  v.strictObject({
    about: v.string(),
    /** Fields of the training configuration that hold for every row. */
    all: changes,
    /** Those of single models, by their names' beginning. */
    models: v.record(v.string(), changes),
  }),
);

/** Rows of a plan that cannot be run. */
export class PlanError extends Error {
  override readonly name = 'PlanError';

  constructor(
    /** As `0.model`: the number of the row, from 0, and its field. */
    readonly place: string,
    readonly problem: string,
  ) {
    super(
      `The rows are wrong at ${place}: ${problem}. Write a list of { "name", "model", "options" } as plans/comparison.json does.`,
    );
  }
}

/** A row of a table: a model that is trained, once a seed. */
export type PlannedRow = v.InferOutput<typeof row>;

/** What is trained for a table. */
export interface ReproductionPlan {
  /** How the rows are trained, in a sentence. */
  readonly about: string;
  /** Name of the row that the others are tested against. */
  readonly baseline: string;
  /** The part of the split that is evaluated. */
  readonly part: string;
  readonly rows: readonly PlannedRow[];
  configurationOf(row: PlannedRow, seed: number): TrainingConfiguration;
}

/**
 * Rows of a table of your own, as a JSON file lists them; see `plans/comparison.json`.
 *
 * @throws PlanError says which row and field is wrong.
 */
export function plannedRows(json: unknown): PlannedRow[] {
  const parsed = v.safeParse(v.array(row), json);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new PlanError(v.getDotPath(issue) ?? 'the whole', issue.message);
}

/**
 * The runs behind a table of the paper, as `plans/*.json` describe them: rows by comparison, training by budget.
 *
 * @example
 * const plan = reproductionPlan('comparison', 'small');
 * const configurations = plan.rows.map((row) => plan.configurationOf(row, 1));
 */
export function reproductionPlan(comparing: Comparison, budget: Budget): ReproductionPlan {
  const plan = v.parse(planSchema, { comparison, ablation }[comparing]);
  const settings = v.parse(budgetSchema, budgets)[budget];
  if (settings === undefined) throw new RangeError(`plans/budgets.json lacks the budget ${budget}.`);
  const { about, all, models } = settings;
  return {
    ...plan,
    about: `Budget ${budget}: ${about}`,
    configurationOf({ model, options, training }, seed) {
      const own = Object.entries(models).filter(([prefix]) => model.startsWith(prefix));
      const fields = Object.assign({}, all, ...own.map(([, change]) => change)) as Record<string, unknown>;
      const merged = Object.assign({}, ...own.map(([, change]) => change.options), options) as object;
      return resolveConfiguration({ ...fields, ...training, model, seed, options: merged });
    },
  };
}

/** What each point is worth that the paper leaves open: one change at a time from the preset `tuned`, on the validation part. */
export function openPointsPlan(): ReproductionPlan {
  return {
    ...v.parse(planSchema, openPoints),
    about: 'The preset `tuned` of SAM t-i with one change at a time.',
    configurationOf({ options, training }, seed) {
      const tuned = presetConfiguration('tuned', 't2i');
      return resolveConfiguration({ ...tuned, ...training, seed, options: { ...tuned.options, ...options } });
    },
  };
}
