import { DatasetError } from '../errors/dataset-error';
import type { Finding } from './finding';

/** The data has irregularities whose policy is `error`. */
export class IrregularDataError extends DatasetError {
  override readonly name = 'IrregularDataError';
  override readonly code = 'RS_SAM_IRREGULAR_DATA';

  constructor(
    /** All findings whose policy is `error`, not only the first. */
    readonly findings: readonly Finding[],
  ) {
    const [first] = findings;
    const listed = findings.map((finding) => `${finding.count} × ${finding.meaning} (${finding.kind})`).join('; ');
    const policies = findings.map((finding) => `${finding.kind}: 'keep' or 'drop'`).join(', ');
    super(
      `${listed}.`,
      `Fix the data, or choose a policy: { policies: { ${policies} } } (rs-sam: --policy ${findings[0]?.kind}=drop).`,
      first?.examples[0]?.place ?? null,
    );
  }
}
