export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { formatPairedTests } from './paired-tests/format-paired-tests';
export { pairedTests, type RowTest } from './paired-tests/paired-tests';
export { ResultsFileError } from './paired-tests/results-file-error';
export { readTestsFile, writeTestsFile } from './paired-tests/tests-file';
export { PlanError } from './plans/plan-error';
export { type PlannedRow, plannedRows } from './plans/planned-row';
export {
  type Budget,
  type Comparison,
  candidatesPlan,
  openPointsPlan,
  type ReproductionPlan,
  reproductionPlan,
} from './plans/reproduction-plan';
export type { FinishedRun } from './runs/finished-run';
export { type RunPlanOptions, runPlan } from './runs/run-plan';
export { UnfinishedTrainingError } from './runs/unfinished-training-error';
export { formatChanges } from './tables/changes-table';
export { type ReproducedRow, reproducedRows } from './tables/reproduced-rows';
export { formatReproduction } from './tables/reproduction-table';
