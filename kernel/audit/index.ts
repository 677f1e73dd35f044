export { auditOf } from './rows.ts'
export type { AuditFilter, AuditRow } from './rows.ts'
