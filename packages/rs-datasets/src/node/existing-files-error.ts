import { DatasetError } from '../errors/dataset-error';

/** Writing would replace, or be mixed with, files that the writer did not make. Nothing was written. */
export class ExistingFilesError extends DatasetError {
  override readonly name = 'ExistingFilesError';
  override readonly code = 'RS_SAM_EXISTING_FILES';

  constructor(
    /** Paths of the files that are in the way. */
    readonly paths: readonly string[],
  ) {
    const [first = ''] = paths;
    const others = paths.length > 1 ? ` and ${paths.length - 1} more` : '';
    const remedy = 'Choose another folder, or replace its files: { force: true } (rs-sam: --force).';
    super(`${first}${others} would be overwritten or mixed with new files.`, remedy);
  }
}
