import { checkOneOf } from '@rs-sam/foundation/options';
import { PRESET_NAMES, presetConfiguration, resolveConfiguration, type TrainingConfiguration } from '@rs-sam/training';
import * as v from 'valibot';
import ablation from './ablation.json' with { type: 'json' };
import budgetFile from './budgets.json' with { type: 'json' };
import candidates from './candidates.json' with { type: 'json' };
import comparison from './comparison.json' with { type: 'json' };
import openPoints from './open-points.json' with { type: 'json' };
import { configurationValue, type PlannedRow, rowSchema } from './planned-row';

/** The comparison of a table of the paper: SAM with other models (Tables II to V), or SAM without one of its parts (Table VI). */
export type Comparison = 'comparison' | 'ablation';

/** The amount of work of a reproduction: `small` takes an afternoon on a laptop, `paper` uses every printed value. */
export type Budget = 'small' | 'paper';

const planSchema = v.strictObject({
  /** The row that all others are tested against. */
  baseline: v.string(),
  /** The part of the split that is evaluated; `val` if the result is used to choose. */
  part: v.optional(v.string(), 'test'),
  rows: v.array(rowSchema),
});
const changesSchema = v.strictObject({
  ...planSchema.entries,
  /** The preset that the rows change. */
  preset: v.picklist(PRESET_NAMES),
  about: v.string(),
});
const changes = v.looseObject({ options: v.optional(v.record(v.string(), configurationValue)) });
const budgetSchema = v.strictObject({
  about: v.string(),
  /** Fields of the training configuration for every row. */
  all: changes,
  /** Fields for single models, by the prefix of their names. */
  models: v.record(v.string(), changes),
});
const budgetsSchema = v.strictObject({ small: budgetSchema, paper: budgetSchema });

/** The runs of a table. */
export interface ReproductionPlan {
  /** The training of the rows, in a sentence. */
  readonly about: string;
  /** Name of the row that all others are tested against. */
  readonly baseline: string;
  /** The part of the split that is evaluated. */
  readonly part: string;
  readonly rows: readonly PlannedRow[];
  configurationOf(row: PlannedRow, seed: number): TrainingConfiguration;
}

/**
 * The runs of a table of the paper, as `plans/*.json` describe them: the rows by comparison, the training by budget.
 *
 * @throws InvalidOptionError for an unknown comparison or budget.
 *
 * @example
 * const plan = reproductionPlan('comparison', 'small');
 * const configurations = plan.rows.map((row) => plan.configurationOf(row, 1));
 */
export function reproductionPlan(comparing: Comparison, budget: Budget): ReproductionPlan {
  checkOneOf('comparing', comparing, ['comparison', 'ablation']);
  checkOneOf('budget', budget, ['small', 'paper']);
  const plan = v.parse(planSchema, { comparison, ablation }[comparing]);
  const { about, all, models } = v.parse(budgetsSchema, budgetFile)[budget];
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

/** The effect of each choice that the paper leaves open: one change at a time from the preset `tuned`, on the validation part. */
export function openPointsPlan(): ReproductionPlan {
  return changesPlan(openPoints);
}

/** The effect of each change that was tried to make models better than those of the preset `tuned`, on the validation part. */
export function candidatesPlan(): ReproductionPlan {
  return changesPlan(candidates);
}

function changesPlan(file: unknown): ReproductionPlan {
  const { preset, ...plan } = v.parse(changesSchema, file);
  return {
    ...plan,
    configurationOf({ options, training }, seed) {
      const base = presetConfiguration(preset, 't2i');
      return resolveConfiguration({ ...base, ...training, seed, options: { ...base.options, ...options } });
    },
  };
}
