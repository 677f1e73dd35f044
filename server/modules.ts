import type { Module } from '@xiangyun/kernel/modules'
import type { Clock } from '@xiangyun/kernel/time'
import { organisations } from '#modules/data/organisations/module.ts'
import { dataSecurity } from '#modules/operations/data-security/module.ts'
import { demonstration } from '#modules/operations/demonstration/module.ts'
import { registers } from '#modules/data/registers/module.ts'
import { approvals } from '#modules/applications/approvals/module.ts'
import { halls } from '#modules/applications/halls/module.ts'
import { workbench } from '#modules/applications/workbench/module.ts'
import { accounts } from '#modules/capabilities/accounts/module.ts'
import { cases } from '#modules/capabilities/cases/module.ts'
import { corrections } from '#modules/capabilities/corrections/module.ts'
import { forms } from '#modules/capabilities/forms/module.ts'
import { identity } from '#modules/capabilities/identity/module.ts'
import { pretendGateway } from '#modules/capabilities/identity/pretend-gateway.ts'
import { items } from '#modules/capabilities/items/module.ts'
import { licences } from '#modules/capabilities/licences/module.ts'
import { materials } from '#modules/capabilities/materials/module.ts'
import { payments } from '#modules/capabilities/payments/module.ts'
import { pretendBank } from '#modules/capabilities/payments/pretend-bank.ts'
import { processes } from '#modules/capabilities/processes/module.ts'
import { messages } from '#modules/capabilities/messages/module.ts'
import { ratings } from '#modules/capabilities/ratings/module.ts'
import { seals } from '#modules/capabilities/seals/module.ts'
import { supervision } from '#modules/capabilities/supervision/module.ts'

/** The only place that joins modules: order is tier, then what each requires. */
export function provinceModules(clock: Clock): readonly Module[] {
  const all: readonly Module[] = [organisations, registers, identity(pretendGateway), processes, items, materials, payments(pretendBank), seals, licences, corrections, accounts(() => all), forms, cases, ratings, messages, supervision, workbench, approvals, halls, dataSecurity, demonstration(clock)]
  return all
}
