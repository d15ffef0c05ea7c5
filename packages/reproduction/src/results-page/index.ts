export { ResultsFileError } from '../paired-tests/results-file-error';
export { StaleTestsError } from '../paired-tests/stale-tests-error';
export { readPairedTests, readRuns, readTargets } from './read-runs';
export { resultsPages } from './results-page';
