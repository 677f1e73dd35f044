import { ok } from '@xiangyun/kernel/contract'
import { defineModule, handle, listen, onDeadline, provide } from '@xiangyun/kernel/modules'
import { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import { actorOf } from './actors.ts'
import { askStepUp, authorise, chooseFace, endSession, failures, listDelegations, listPersons, proveStepUp, readSession, register, signedIn, standIn, withdrawDelegation } from './contract.ts'
import type { SmsGateway } from './contract.ts'
import { connectionFailures, decideConnection, listConnections, openConnection } from './connections/contract.ts'
import * as connections from './connections/connections.ts'
import { connectionStore } from './connections/store.ts'
import { chooseFace as choose } from './acting/choose-face.ts'
import * as delegations from './acting/delegations.ts'
import { firmsOf, isItemCovered, mayActForPerson } from './acting/principals.ts'
import { standIn as nameStandIn, standsInFor } from './acting/stand-ins.ts'
import * as certificates from './certificates/contract.ts'
import * as ownCertificates from './certificates/certificates.ts'
import * as faces from './face-check/contract.ts'
import * as byFace from './face-check/step-up-by-face.ts'
import { identityPort } from './port.ts'
import { logoutDeadline, tellLogout, tellSystems } from './provider/back-channel.ts'
import * as security from './security/contract.ts'
import * as own from './security/own.ts'
import * as passkeys from './security/passkeys.ts'
import { change } from './security/password.ts'
import { recoverMember, recoverPerson } from './security/recovery.ts'
import { forget } from './sessions.ts'
import { officialHolder, personHolder } from './sign-in.ts'
import { identityStore } from './store.ts'
import { currentSession } from './use-cases/read-session.ts'
import { askCode, proveCode } from './use-cases/step-up.ts'
import { register as open } from './use-cases/register.ts'

/** The telephone gateway comes from outside. */
export const identity = (gateway: SmsGateway) => defineModule({
  name: 'identity', tier: 'capabilities', title: '统一身份认证', requires: ['registers', 'organisations', 'items'], failures: { ...failures, ...connectionFailures, ...security.securityFailures, ...certificates.certificateFailures, ...faces.faceFailures },
  permissions: { 'posts:delegate': 'Name a stand-in for one\'s own post', 'accounts:recover': 'Give a code for signing in to somebody who stands at the counter and has shown who they are', 'connections:read': 'See systems that are connected', 'connections:open': 'Ask that a system of one\'s office be connected', 'connections:decide': 'Approve, refuse and suspend connected systems' },
  publishes: [signedIn],
  tables: ['account', 'session', 'failure', 'delegation', 'oidc', 'code_asked', 'connection', 'sign_in', 'passkey', 'certificate', 'bridge_session', 'challenge', 'recovery'],
  routes: [
    handle(readSession, currentSession),
    handle(endSession, async (context) => {
      const { kind, id, traits: { session } } = context.actor
      if (!session) return ok({})
      await identityStore(context.db).endSession(session)
      await tellSystems(context, `${kind}:${id}`)
      await identityStore(context.db).endAtProvider(`${kind}:${id}`)
      forget(context, session)
      return ok({})
    }),
    handle(chooseFace, choose),
    handle(askStepUp, (context) => askCode(context, gateway)),
    handle(proveStepUp, proveCode), handle(faces.readStepUpWays, byFace.ways), handle(faces.askFace, byFace.ask), handle(faces.proveFace, byFace.prove),
    handle(register, open),
    handle(authorise, delegations.authorise),
    handle(listDelegations, delegations.delegations), handle(listPersons, delegations.persons),
    handle(withdrawDelegation, delegations.withdraw), handle(standIn, nameStandIn),
    handle(security.readSecurity, own.security), handle(security.listSignIns, own.signIns), handle(security.endOwnSession, own.endOne), handle(security.endOtherSessions, own.endOthers), handle(security.withdrawConsent, own.withdrawFrom),
    handle(certificates.listCertificates, ownCertificates.list), handle(certificates.addCertificate, ownCertificates.add), handle(certificates.removeCertificate, ownCertificates.remove),
    handle(security.askPasskey, passkeys.askNew), handle(security.addPasskey, passkeys.addNew), handle(security.removePasskey, passkeys.remove), handle(security.askPasskeyProof, passkeys.askProof), handle(security.provePasskey, passkeys.prove),
    handle(security.changePassword, change), handle(security.recoverAccount, (context, command) => recoverPerson(context, gateway, command)), handle(security.recoverOfficial, recoverMember),
    handle(listConnections, connections.list), handle(openConnection, connections.open), handle(decideConnection, connections.decide),
  ],
  listens: [listen(unitMerged, 'identity.follow-unit', async (context, { unit, into }) => { await connectionStore(context.db).followUnit(unit, into) })],
  deadlines: [onDeadline(logoutDeadline, tellLogout)],
  provides: [provide(identityPort, (context) => ({
    async me() {
      const number = context.actor.traits['identityNumber']
      if (!number) return undefined
      const entry = await context.ask(registersPort).find('people', number, { purpose: 'approval', law: '个人信息保护法 第十三条' })
      return { identityNumber: number, name: context.actor.name, phone: entry ? (entry.values['phone'] as string | null) : null, index: context.actor.id }
    },
    firms: async () => {
      const number = context.actor.traits['identityNumber']
      return number === undefined ? [] : firmsOf(context, number, context.actor.id)
    },
    mayActFor: async (identityNumber, firm) => (await firmsOf(context, identityNumber, context.keys.index('subject', identityNumber))).some((one) => one.creditCode === firm),
    isItemCovered: (identityNumber, firm, item) => isItemCovered(context, identityNumber, firm, item),
    async mayActForPerson(person, item) {
      const number = context.actor.traits['identityNumber']
      return number !== undefined && mayActForPerson(context, number, context.actor.id, person, item)
    },
    standsInFor: () => standsInFor(context),
    async openFor(login, firm) {
      const holder = /^\d{17}[\dX]$/.test(login) ? await personHolder(context, login) : await officialHolder(context, login)
      return holder && actorOf(context, { ...holder, firm: firm ?? null, post: null, person: null })
    },
  }))],
})
