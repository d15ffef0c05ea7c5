import { examineDataset, type ParsedDataset } from '../parse-dataset';
import { checkParseOptions, type ParseDatasetOptions } from '../parse-options';
import type { SourceFile } from '../reading/source-file';
import { type DatasetStatistics, datasetStatistics } from '../statistics/dataset-statistics';

/** A data set with its statistics and irregularities. */
export interface Inspection extends ParsedDataset {
  readonly statistics: DatasetStatistics;
  /** Whether the sizes of the images were read. */
  readonly sizesRead: boolean;
  /** Whether `parseDataset` with the same options throws because of a finding. */
  readonly stops: boolean;
}

/**
 * Reports on a data set. No irregularity stops it, whatever its policy.
 * @throws UnknownFormatError, CaptionFileError, InvalidOptionError as `parseDataset`
 */
export function inspectDataset(files: readonly SourceFile[], options: ParseDatasetOptions = {}): Inspection {
  checkParseOptions('inspectDataset', options);
  return inspectionOf(examineDataset(files, options), options);
}

/** Adds the statistics. */
export function inspectionOf(examined: ParsedDataset, { imageSizes }: ParseDatasetOptions): Inspection {
  const statistics = datasetStatistics(examined.dataset, imageSizes);
  const sizesRead = imageSizes !== undefined;
  return { ...examined, statistics, sizesRead, stops: examined.findings.some(({ policy }) => policy === 'error') };
}
