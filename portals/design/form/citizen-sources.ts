import type { FormSources, Offer } from './sources.ts'
import { call } from '../api.ts'
import { useSession } from '../session.ts'
import { myLicences } from '#modules/capabilities/licences/contract.ts'
import { dictionaryOffers, familyOffers, officialOffers } from '#modules/capabilities/forms/contract.ts'

const stateWords: Readonly<Record<string, string>> = { suspended: '暂停使用', revoked: '已吊销', cancelled: '已注销', replaced: '已换发' }

/** Where a resident's form finds what can be chosen: what the state holds of them, their family, the firms they act for. */
export const citizenSources: FormSources = {
  dictionary: async (name, ask = {}) => (await call(dictionaryOffers, { name, ...ask })).offers as Offer[],
  async licences(types) {
    const { licences } = await call(myLicences, {})
    return licences.filter((one) => types.length === 0 || types.includes(one.type)).map((one): Offer => ({
      value: { id: one.id, type: one.type, name: one.name, number: one.number }, label: one.name, hint: `编号 ${one.number}${one.validUntil ? `，有效期至 ${one.validUntil}` : ''}`,
      ...(stateWords[one.state] ? { refused: stateWords[one.state] } : {}),
    }))
  },
  family: async () => (await call(familyOffers, {})).offers as Offer[],
  async firms() {
    const { ready, session } = useSession()
    await ready
    return session.value.firms.map((firm): Offer => ({ value: { creditCode: firm.creditCode, name: firm.name }, label: firm.name, hint: `${firm.creditCode}，${firm.via === 'agent' ? '授权代办' : '法定代表人'}` }))
  },
  officials: async (text) => (await call(officialOffers, { text })).offers as Offer[],
}
