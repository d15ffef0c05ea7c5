export { InvalidOptionError, RsSamError } from '@rs-sam/foundation/errors';
export { EmptyRelevanceError } from './empty-relevance-error';
export { MissingQueryError } from './missing-query-error';
export { NotANumberError } from './not-a-number-error';
export { RelevanceError } from './relevance-error';
export { SizeMismatchError } from './size-mismatch-error';
export { TrecFileError } from './trec-file-error';
export { TrecSyntaxError } from './trec-syntax-error';
export { UnstableScoreError } from './unstable-score-error';
