import type pg from 'pg'
import { appendMerkleLeaf, EMPTY_FRONTIER, generateSm2Key, merkleHead, signSm2, sm3, verifySm2 } from '@xiangyun/gm'
import type { MerkleFrontier } from '@xiangyun/gm'
import { checkLicence, entryLeaf, headText } from '@xiangyun/licence-proof'
import type { Entry } from '@xiangyun/licence-proof'
import { verifyOfd } from '@xiangyun/ofd'
import { anonymous } from '@xiangyun/kernel/permissions'
import type { Context } from '@xiangyun/kernel/modules'
import { consult, systemWork } from '@xiangyun/kernel/platform'
import { foodLicence } from '#modules/capabilities/licences/examples.ts'
import { logKey } from '#modules/capabilities/licences/log/log-key.ts'
import { proof } from '#modules/capabilities/licences/log/proving.ts'
import { logSealing } from '#modules/capabilities/licences/log/sealing.ts'
import { licences as licencesModule } from '#modules/capabilities/licences/module.ts'
import { licencesPort } from '#modules/capabilities/licences/port.ts'
import { authorityOf } from '#modules/capabilities/seals/authority.ts'
import { seals } from '#modules/capabilities/seals/module.ts'
import { organisations } from '#modules/data/organisations/module.ts'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import { byClients, counties } from './ground.ts'
import { bounded, compared, quantile } from './measure.ts'
import type { Benchmark } from './measure.ts'
import { platformGround } from './platform-ground.ts'
import type { PlatformGround } from './platform-ground.ts'

const CLIENTS = 8
const ISSUES = 240
const CHECKS = 60
/** What a file's verification cannot do without: the signer's signature, the maker's, and the certificate of each. */
const SIGNATURES_OF_A_FILE = 4
const PROOFS = 200

/** Licences issued, verified and proved; `--size` is how many entries the log has for the proofs. */
export const licences: Benchmark = async ({ rounds, size }) => {
  const leaves = size ?? 1_000_000
  const ground = await platformGround('licences', [organisations, seals, licencesModule], CLIENTS)
  const env = ground.platform.environment
  const work = <T>(act: (context: Context) => Promise<T>) => systemWork(env)(act)
  const units = await work(async (context) => counties.flatMap((county) => context.ask(organisationsPort).unit('market-supervision', county) ?? []))
  const issueOn = (n: number) => work((context) => context.ask(licencesPort).issue(foodLicence({ unit: units[n % units.length]!, holder: { kind: 'firm', key: `BENCH${n}`, name: '示例小馆' } })))
  const jobs = Array.from({ length: ISSUES }, (_, n) => n)
  await byClients(CLIENTS, jobs.slice(0, units.length * 2), async (n) => { await issueOn(n) })

  const key = generateSm2Key()
  const issued: { ours: number; reference: number }[] = []
  const verified: { ours: number; reference: number }[] = []
  const offline: { ours: number; reference: number }[] = []
  for (let round = 0; round < rounds; round++) {
    issued.push({
      ours: ISSUES / (await byClients(CLIENTS, jobs, async (n) => { await issueOn(n) })),
      reference: ISSUES / (await byClients(CLIENTS, jobs, async () => {
        const signature = signSm2(key, Buffer.alloc(64, 1))
        await ground.raw.query({ name: 'raw', text: 'insert into public.raw_commit (at, payload) values ($1, $2)', values: [new Date(), JSON.stringify({ signature: signature.toString('base64') })] })
      })),
    })
    const made = await issueOn(round)
    while ((await logSealing.run(systemWork(env), 1)) > 0) { /* until nothing waits */ }
    const file = (await env.blobs.get(made.fileHash))!
    const told = await consult(env, anonymous, (context) => proof(context, { code: made.identifier }))
    if (!told.ok) throw new Error(told.code)
    const [roots, at, text] = [[authorityOf(env.keys).root], new Date(), JSON.stringify(told.value)]
    const signed = { message: Buffer.alloc(64, 1), signature: signSm2(key, Buffer.alloc(64, 1)) }
    const bare = perSecond(() => { for (let n = 0; n < SIGNATURES_OF_A_FILE; n++) verifySm2(key.publicKey, signed.message, signed.signature) })
    verified.push({ ours: perSecond(() => { if (verifyOfd(file, { trustedRoots: roots, at }).verdict !== 'valid') throw new Error('not valid') }), reference: bare })
    offline.push({ ours: perSecond(() => { if (checkLicence({ file, proof: text, roots, at }).verdict !== 'valid') throw new Error('not valid') }), reference: bare })
  }
  const proofs = await provingOf(ground, leaves, rounds)
  await ground.stop()
  return { settings: { ...ground.settings, clients: CLIENTS, units: units.length, leaves }, results: [
    compared('issue (drawn, sealed, kept, logged) / bare SM2 signature and insert', '1/s', issued, { least: 0.3 }),
    compared(`verify a file / its ${SIGNATURES_OF_A_FILE} bare signature checks`, '1/s', verified, { least: 0.3 }),
    compared('for comparison: file and proof offline / those bare checks', '1/s', offline, { least: 0 }),
    bounded(`proof of one of ${leaves} entries, 95th of 100`, 'ms', proofs.milliseconds, { most: 5, rounds }),
    bounded('that proof without the log’s certificate', 'bytes', proofs.bytes, { most: 2048, rounds }),
  ] }
}

function perSecond(run: () => void): number {
  const began = performance.now()
  for (let n = 0; n < CHECKS; n++) run()
  return (CHECKS * 1000) / (performance.now() - began)
}

const entryAt = (position: number): Entry => ({ identifier: `BENCH.${position}`, event: 'issued', state: 'valid', at: '2026-03-02T02:00:00.000Z', fileHash: 'ab'.repeat(32), validUntil: '2031-03-01' })

/** A log of so many leaves, real in every node; entries stand for those that are proved. */
async function provingOf(ground: PlatformGround, leaves: number, rounds: number): Promise<{ milliseconds: number; bytes: number }> {
  const env = ground.platform.environment
  const every = Math.max(1, Math.floor(leaves / PROOFS))
  await fillLog(ground.raw, leaves, every, (text) => systemWork(env)(async (context) => signSm2(logKey(context).key, Buffer.from(text, 'utf8'))))
  const times: number[] = []
  let bytes = 0
  for (let n = 0; n < PROOFS * rounds; n++) {
    const began = performance.now()
    const told = await consult(env, anonymous, (context) => proof(context, { code: `BENCH.${(n % PROOFS) * every}` }))
    times.push(performance.now() - began)
    if (!told.ok) throw new Error(told.code)
    const { certificate: _, ...rest } = told.value
    bytes = Math.max(bytes, Buffer.byteLength(JSON.stringify(rest)))
  }
  return { milliseconds: quantile(times, 0.95), bytes }
}

async function fillLog(raw: pg.Pool, leaves: number, every: number, sign: (text: string) => Promise<Buffer>): Promise<void> {
  await raw.query('truncate licences.log_entry, licences.log_node, licences.log_head')
  let frontier: MerkleFrontier = EMPTY_FRONTIER
  let rows: { level: number; index: number; hash: Buffer }[] = []
  const flush = async () => {
    await raw.query('insert into licences.log_node (level, position, hash) select * from unnest($1::int[], $2::bigint[], $3::bytea[])', [rows.map((r) => r.level), rows.map((r) => r.index), rows.map((r) => r.hash)])
    rows = []
  }
  for (let position = 0; position < leaves; position++) {
    const step = appendMerkleLeaf(frontier, position % every === 0 ? entryLeaf(entryAt(position)) : sm3(Buffer.from(`${position}`)))
    frontier = step.frontier
    rows.push(...step.nodes)
    if (rows.length >= 20_000) await flush()
  }
  await flush()
  const at = new Date('2026-03-02T03:00:00Z')
  const root = merkleHead(frontier)
  const signature = await sign(headText({ size: leaves, at: at.toISOString(), root: root.toString('base64') }))
  await raw.query('insert into licences.log_head (size, at, root, frontier, signature) values ($1, $2, $3, $4, $5)', [leaves, at, root, JSON.stringify(frontier.roots.map((one) => one.toString('hex'))), signature])
  for (let n = 0; n * every < leaves && n < PROOFS; n++) {
    const entry = entryAt(n * every)
    await raw.query('insert into licences.log_entry (id, identifier, event, state, at, file_hash, valid_until, position) values (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7)', [entry.identifier, entry.event, entry.state, entry.at, entry.fileHash, entry.validUntil, n * every])
  }
  await raw.query('vacuum analyze licences.log_node')
}
