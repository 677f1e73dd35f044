import { ok } from '@xiangyun/kernel/contract'
import { defineModule, handle, provide } from '@xiangyun/kernel/modules'
import { registersPort } from '#modules/data/registers/port.ts'
import { actorOf } from './actors.ts'
import { askStepUp, authorise, chooseFace, endSession, failures, listDelegations, proveStepUp, readSession, register, signedIn, withdrawDelegation } from './contract.ts'
import type { SmsGateway } from './contract.ts'
import { firmsOf } from './firms.ts'
import { identityPort } from './port.ts'
import { forget } from './sessions.ts'
import { officialHolder, personHolder, demoPassword } from './sign-in.ts'
import { identityStore } from './store.ts'
import * as delegations from './use-cases/delegations.ts'
import { chooseFace as choose } from './use-cases/choose-face.ts'
import { currentSession } from './use-cases/read-session.ts'
import { askCode, proveCode } from './use-cases/step-up.ts'
import { register as open } from './use-cases/register.ts'

/** The telephone gateway comes from outside. */
export const identity = (gateway: SmsGateway) => defineModule({
  name: 'identity', tier: 'capabilities', title: '统一身份认证', requires: ['registers', 'organisations'], failures,
  publishes: [signedIn],
  tables: ['account', 'session', 'failure', 'delegation', 'oidc', 'code_asked'],
  routes: [
    handle(readSession, currentSession),
    handle(endSession, async (context) => {
      const { kind, id, traits: { session } } = context.actor
      if (!session) return ok({})
      await identityStore(context.db).endSession(session)
      await identityStore(context.db).endAtProvider(`${kind}:${id}`)
      forget(session)
      return ok({})
    }),
    handle(chooseFace, choose),
    handle(askStepUp, (context) => askCode(context, gateway)),
    handle(proveStepUp, proveCode),
    handle(register, open),
    handle(authorise, delegations.authorise),
    handle(listDelegations, delegations.delegations),
    handle(withdrawDelegation, delegations.withdraw),
  ],
  provides: [provide(identityPort, (context) => ({
    async me() {
      const number = context.actor.traits['identityNumber']
      if (!number) return undefined
      const entry = await context.ask(registersPort).find('people', number, { purpose: 'approval', law: '个人信息保护法 第十三条' })
      return { identityNumber: number, name: context.actor.name, phone: entry ? (entry.values['phone'] as string | null) : null, index: context.actor.id }
    },
    mayActFor: async (identityNumber, firm) => (await firmsOf(context, identityNumber, context.keys.index('subject', identityNumber))).some((f) => f.creditCode === firm),
    async openFor(login, firm) {
      const holder = /^\d{17}[\dX]$/.test(login) ? await personHolder(context, login) : officialHolder(context, login, demoPassword)
      return holder && actorOf(context, { ...holder, firm: firm ?? null })
    },
  }))],
})
