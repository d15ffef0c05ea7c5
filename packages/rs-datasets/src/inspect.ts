import { examineDataset, type LoadedDataset, type LoadOptions } from './load-dataset';
import type { SourceFile } from './source-file';
import { type DatasetStatistics, datasetStatistics } from './statistics';

/** What there is to know about a data set before one uses it. */
export interface Inspection extends LoadedDataset {
  readonly statistics: DatasetStatistics;
  /** Whether `loadDataset` with the same options stops at a finding. */
  readonly stops: boolean;
}

/**
 * Reads a data set and reports on it. No irregularity stops it, whatever its policy.
 * @throws UnknownFormatError, CaptionFileError as {@link loadDataset}
 */
export function inspectDataset(files: readonly SourceFile[], options: LoadOptions = {}): Inspection {
  const examined = examineDataset(files, options);
  const statistics = datasetStatistics(examined.dataset, options.pictureSizes);
  return { ...examined, statistics, stops: examined.findings.some(({ policy }) => policy === 'error') };
}
