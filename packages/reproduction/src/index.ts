export { printChanges } from './changes-table';
export { pairedTests, type RowTest } from './paired-tests';
export {
  type Budget,
  type Comparison,
  openPointsPlan,
  PlanError,
  type PlannedRow,
  plannedRows,
  type ReproductionPlan,
  reproductionPlan,
} from './reproduction-plan';
export { printReproduction, type ReproducedRow, reproducedRows } from './reproduction-table';
export { type FinishedRun, type RunPlanOptions, runPlan } from './run-plan';
