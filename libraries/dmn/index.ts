export { readDmn } from './read.ts'
export { decide } from './decide.ts'
export type { Decided, Traced } from './decide.ts'
export type { Decision, HitPolicy, InputData, ItemType, Knowledge, Logic, Model, ModelProblem, Needs, Table, TableInput, TableOutput, TableRule } from './model.ts'
