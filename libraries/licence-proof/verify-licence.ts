import { readFileSync, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { parseCertificatePem } from '@xiangyun/gm/certificate'
import type { Certificate } from '@xiangyun/gm/certificate'
import { checkLicence } from './check-licence.ts'
import type { LicenceReport } from './check-licence.ts'
import type { LogHead } from './proof.ts'
import { readProof } from './read-proof.ts'

/** The checker that stands alone: one file, Node 20, no network. It exits with 0 for a licence in force or a genuine letter, 1 for any other answer, 2 when it could not begin. */

const USAGE = `核验一份电子证照或盖章文书，不用联网。

  node verify-licence.mjs 证照.ofd 根证书.pem [核验凭据.json] [--within 天数] [--earlier 早先的核验凭据.json] [--json]

根证书只从您信任的地方取一次，以后一直用它；不要用与证照一起收到的根证书。
没有核验凭据时只核验文件，不知道证照有没有被撤销。凭据说的是它出具那一刻的状态；
有了 --within，比这更旧的凭据不算数。`

const LONGEST = 20 * 1024 * 1024
const words = { passed: '通过　', failed: '不通过', 'not-checked': '未核查' } as const
const events = { held: '登记', issued: '签发', filed: '生成文件', suspended: '暂扣', restored: '解除暂扣', revoked: '撤销', cancelled: '注销', replaced: '换发', lettered: '签发文书' } as const

class Stop extends Error {}

function read(path: string): Buffer {
  try {
    if (statSync(path).size > LONGEST) throw new Stop(`文件超过 20 MB：${path}`)
    return readFileSync(path)
  } catch (cause) {
    throw cause instanceof Stop ? cause : new Stop(`读不到文件：${path}`)
  }
}

function rootsIn(path: string): Certificate[] {
  const blocks = read(path).toString('latin1').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  const roots = blocks.map(parseCertificatePem).flatMap((one) => (one.ok ? [one.value] : []))
  if (roots.length === 0) throw new Stop(`没有读到根证书：${path}`)
  return roots
}

function headIn(path: string): LogHead {
  const proof = readProof(read(path).toString('utf8'))
  if (!proof.ok) throw new Stop(`${path}：${proof.message}`)
  return proof.value.head
}

const isGood = ({ verdict }: LicenceReport): boolean => verdict === 'valid' || verdict === 'genuine'

/** Names inside a file are written by whoever made it: what would move the cursor or turn the direction of writing is shown, not done. */
const plain = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `<${character.codePointAt(0)!.toString(16).toUpperCase()}>`)
const say = (text: string): void => { console.log(text.split('\n').map(plain).join('\n')) }

function print(report: LicenceReport): void {
  say(`${isGood(report) ? '✓' : '✗'} ${report.line}\n  ${plain(report.reason)}`)
  if (report.identifier) say(report.verdict === 'genuine' ? `  文书标识 ${report.identifier}` : `  证照标识 ${report.identifier}，有效期至 ${report.validUntil ?? '长期'}`)
  for (const one of report.history ?? []) say(`  ${one.at}  ${events[one.event]}`)
  say('\n文件')
  for (const check of [...report.file.checks, ...report.file.seals.flatMap(({ checks }) => checks)]) say(`  ${words[check.outcome]}  ${check.title}：${plain(check.detail)}`)
  if (report.proof.length > 0) say('\n核验凭据')
  for (const check of report.proof) say(`  ${words[check.outcome]}  ${check.title}：${plain(check.detail)}`)
}

function run(): number {
  const { values, positionals } = parseArgs({ allowPositionals: true, options: { earlier: { type: 'string' }, within: { type: 'string' }, json: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } })
  const [file, roots, proof] = positionals
  if (values.help || !file || !roots || positionals.length > 3) throw new Stop(USAGE)
  const within = values.within === undefined ? undefined : Number(values.within)
  if (within !== undefined && !(within > 0)) throw new Stop('--within 后面写天数，如 --within 30')
  const report = checkLicence({
    file: read(file), roots: rootsIn(roots), at: new Date(), ...(proof ? { proof: read(proof).toString('utf8') } : {}), ...(within === undefined ? {} : { within }), ...(values.earlier ? { earlier: headIn(values.earlier) } : {}),
  })
  if (values.json) console.log(JSON.stringify(report, null, 2))
  else print(report)
  return isGood(report) ? 0 : 1
}

try {
  process.exitCode = run()
} catch (cause) {
  console.error(cause instanceof Stop ? cause.message : USAGE)
  process.exitCode = 2
}
