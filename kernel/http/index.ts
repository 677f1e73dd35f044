export { makeServer } from './server.ts'
export type { Identify, FileReply } from './server.ts'
export { openApi } from './openapi.ts'
export { ajv, closed, fieldErrors } from './validation.ts'
