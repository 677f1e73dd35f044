export * from '../../../../kernel/audit/tests/platform.ts'
