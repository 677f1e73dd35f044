import { defineModule, handle, listen, onDeadline, provide } from '@xiangyun/kernel/modules'
import type { Context } from '@xiangyun/kernel/modules'
import { unitMerged } from '#modules/data/organisations/reorganisations/contract.ts'
import { registersPort } from '#modules/data/registers/port.ts'
import * as contract from './contract.ts'
import { correctionDeadline, late } from './deadline.ts'
import { ownKey } from './own-entry.ts'
import { correctionsPort } from './port.ts'
import type { Corrections } from './port.ts'
import { isCorrectable } from './rules.ts'
import { correctionStore } from './store.ts'
import { answer } from './use-cases/answer-correction.ts'
import { ask } from './use-cases/ask-correction.ts'
import { readProof, sendProof } from './use-cases/send-proof.ts'
import * as views from './views.ts'

const correctionsOn = (context: Context): Corrections => ({
  place(register, key, field) {
    const definition = context.ask(registersPort).definition(register)
    return definition && key !== undefined && key === ownKey(context, register) && isCorrectable(definition, field) ? { register, field } : undefined
  },
})

export const corrections = defineModule({
  name: 'corrections', tier: 'capabilities', title: '数据更正', requires: ['organisations', 'registers', 'identity', 'materials'], failures: contract.failures,
  permissions: { 'corrections:ask': 'Ask that a register be put right about oneself', 'corrections:handle': 'Answer what people say is wrong in the registers of one\'s office' },
  publishes: [contract.correctionAsked, contract.correctionAnswered, contract.correctionLate],
  tables: ['correction', 'proof'],
  routes: [
    handle(contract.readProspect, views.prospect), handle(contract.sendProof, sendProof), handle(contract.askCorrection, ask), handle(contract.myCorrections, views.mine),
    handle(contract.listCorrections, views.list), handle(contract.readCorrection, views.read), handle(contract.readProof, readProof), handle(contract.answerCorrection, answer),
  ],
  listens: [listen(unitMerged, 'corrections.follow-unit', async (context, { unit, into }) => { await correctionStore(context.db).followUnit(unit, into) })],
  deadlines: [onDeadline(correctionDeadline, late)],
  provides: [provide(correctionsPort, correctionsOn)],
})
