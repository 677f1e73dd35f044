import { systemWork } from '@xiangyun/kernel/platform'
import { makeCitizenNumber } from '@xiangyun/identifiers'
import { openSession } from '#modules/capabilities/identity/sessions.ts'
import { officialHolder, personHolder } from '#modules/capabilities/identity/sign-in.ts'
import type { Answer, Api } from '#sim/api.ts'
import type { TestProvince } from './province.ts'

/** A session's bearer token, for requests that no well-meaning client would send. */
export async function tokenOf(province: TestProvince, who: string): Promise<string> {
  return systemWork(province.platform.environment)(async (context) => {
    const holder = /^\d{17}[\dX]$/.test(who) ? await personHolder(context, who) : await officialHolder(context, who)
    if (!holder) throw new Error(`nobody signs in as ${who}`)
    return openSession(context, holder)
  })
}

export type RawRequest = { readonly method?: string; readonly url: string; readonly token?: string | undefined; readonly type?: string; readonly payload?: string | Buffer; readonly headers?: Record<string, string> }

/** Sends exactly these bytes. */
export async function raw(province: TestProvince, request: RawRequest): Promise<Answer> {
  const response = await province.app.inject({
    method: (request.method ?? 'POST') as 'POST', url: `/api${request.url}`,
    headers: { ...(request.token ? { authorization: `Bearer ${request.token}` } : {}), ...(request.type ? { 'content-type': request.type } : {}), ...request.headers },
    ...(request.payload === undefined ? {} : { payload: request.payload }),
  })
  const isJson = /json/.test(String(response.headers['content-type'] ?? ''))
  return { status: response.statusCode, bytes: response.rawPayload, value: isJson ? (JSON.parse(response.rawPayload.toString('utf8')) as Answer['value']) : {} }
}

/** Puts somebody into the population register who was not there: with this name, for tests that must know them again. */
export async function newPerson(api: Api, serial: number, name: string, phone = `1990001${String(serial).padStart(4, '0')}`): Promise<{ identityNumber: string; name: string; phone: string }> {
  const identityNumber = makeCitizenNumber({ county: 97, birthDate: '1988-03-07', sequence: serial })
  const values = { name, sex: serial % 2 === 1 ? '男' : '女', birthDate: '1988-03-07', nation: '汉族', household: '220102001001', residence: '220102001001', hukouKind: '城镇', address: `记号街 ${serial} 号`, phone, maritalState: '未婚' }
  const put = await api.call('operator', 'POST', '/demonstration/records', { register: 'people', of: identityNumber, values })
  if (put.status !== 200) throw new Error(`people: ${put.status} ${JSON.stringify(put.value)}`)
  return { identityNumber, name, phone }
}
