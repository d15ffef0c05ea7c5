export { type AuditOptions, auditTable, type ClaimAudit, type TableAudit } from './audit-table';
export type { Contradiction } from './contradictions';
export type { PublishedDirection, PublishedRow } from './published-table';
