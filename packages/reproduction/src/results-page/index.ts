export { readPairedTests, readRuns, readTargets } from './read-runs';
export { resultsPage } from './results-page';
