export { compare, type RunComparison, type RunComparisonOptions } from '../compare/compare';
export type { RunPair } from '../compare/run-pair';
export { adjustPValues, type Correction } from './adjust-p-values';
export { type BootstrapOptions, bootstrapInterval, type Interval } from './bootstrap';
export { type CompareOptions, compareSystems, type System, type SystemComparison } from './compare-systems';
export { pairedTTest, type TTestResult } from './paired-t-test';
export { type RandomisationOptions, randomisationTest, type TestResult } from './randomisation-test';
