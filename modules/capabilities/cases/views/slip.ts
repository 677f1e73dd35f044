import { qrPath } from '@xiangyun/ofd'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { localTime } from '@xiangyun/kernel/time'
import { itemsPort } from '#modules/capabilities/items/port.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { materialStore } from '../store.ts'
import { readable } from './case-page.ts'
import { summary } from './summaries.ts'

const QR_SIZE = 100
const kinds: Readonly<Record<string, string>> = { held: '（政府已有）', missing: '（待补）', made: '（在线填写）' }

/** The acceptance slip, as printed at the counter, with a code that leads to the progress. */
export async function slip(context: Context, { id }: { id: string }) {
  const found = await readable(context, id)
  if (!found) return fail('cases/no-case')
  const { row } = found
  const organisations = context.ask(organisationsPort)
  const materials = await materialStore(context.db).of(id)
  const names = new Map((await context.ask(itemsPort).version(row.item, row.item_version)).definition.materials.map((m) => [m.id, m.name]))
  const view = summary(context, row)
  const address = `${context.config.address}/my/cases/${id}`
  return ok({
    title: row.accepted_at ? '受理通知书' : '收件凭证', number: row.number, office: organisations.unitById(row.window_unit)?.name ?? '', printedAt: localTime(context.now),
    lines: [
      { label: '事项', value: row.item_name }, { label: '申请人', value: row.firm_name ?? row.applicant_name }, { label: '办理部门', value: view.unitName }, { label: '提交时间', value: localTime(row.submitted_at).replace('T', ' ') },
      { label: '受理时间', value: row.accepted_at ? localTime(row.accepted_at).replace('T', ' ') : '待受理' }, { label: '承诺办结', value: row.promise_on ?? '受理后计算' }, { label: '法定时限', value: row.due_on ?? '受理后计算' },
    ],
    materials: materials.map((m) => `${names.get(m.material) ?? m.name}${m.kind === 'uploaded' ? `（${m.name}）` : kinds[m.kind] ?? ''}`),
    promise: view.promiseOn ?? '', query: address, qr: codeOf(address),
  })
}

function codeOf(text: string): { size: number; path: string } {
  const { commands } = qrPath({ text, at: [0, 0], size: QR_SIZE })
  return { size: QR_SIZE, path: commands.map(([letter, ...values]) => letter + values.map((v) => Math.round(v * 100) / 100).join(' ')).join('') }
}
