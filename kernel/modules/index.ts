export { defineModule, handle, listen, onDeadline, provide, definePort, defineDeadline } from './define.ts'
export type { Module, Handled, Listener, DeadlineHandler, Port, Provided, Worker, Deadline, ScreenLink } from './define.ts'
export type { Context, AuditEntry, Deadlines } from './context.ts'
