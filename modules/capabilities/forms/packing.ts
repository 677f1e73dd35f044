import { writeOfd } from '@xiangyun/ofd'
import type { LayoutItem } from '@xiangyun/ofd'
import { fail, ok } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'
import type { Context } from '@xiangyun/kernel/modules'
import { bounded } from '@xiangyun/kernel/workshop'
import { organisationsPort } from '#modules/data/organisations/port.ts'
import type { PaperFormat, SentFile } from './contract.ts'
import { HEIGHT, WIDTH, drawPages } from './paper.ts'
import type { Heading, Sealed } from './port.ts'
import { readBack } from './reading.ts'

/** How long a file of very many pages may take to be made, in its own thread. */
const PATIENCE = 20_000

/** The filled form as a file of fixed pages: OFD as offices keep them, or PDF as anybody opens them; the same pages in both. */
export async function paper(context: Context, sealed: Sealed, heading: Heading, format: PaperFormat = 'ofd'): Promise<Result<SentFile>> {
  const organisations = context.ask(organisationsPort)
  const sections = readBack(sealed, (code) => organisations.path(code).filter((one) => one.level !== 'province').map((one) => one.name).join(''))
  const pages = drawPages(sections, sealed, heading)
  const made = format === 'pdf' ? await pdfOf(sealed, heading, pages) : ok(ofdOf(sealed, heading, pages))
  return made.ok ? ok({ file: { name: `${sealed.form.title}-${heading.number}.${format}`, type: `application/${format}`, bytes: made.value } }) : made
}

type Pages = readonly (readonly LayoutItem[])[]
const layoutOf = (pages: Pages) => ({ pages: pages.map((items) => ({ width: WIDTH, height: HEIGHT, items })) })

function ofdOf(sealed: Sealed, heading: Heading, pages: Pages): Uint8Array {
  return writeOfd({ id: sealed.id.replaceAll('-', ''), title: sealed.form.title, author: heading.issuer, createdAt: sealed.at, customData: { receipt: sealed.receipt, digest: sealed.digest }, layout: layoutOf(pages) })
}

/** Drawing letters by their outlines costs the processor; nobody else waits for it. */
async function pdfOf(sealed: Sealed, heading: Heading, pages: Pages): Promise<Result<Uint8Array>> {
  const made = await bounded<Uint8Array>(import.meta.resolve('@xiangyun/pdf'), 'writePdf', [{ title: sealed.form.title, author: heading.issuer, createdAt: sealed.at, layout: layoutOf(pages) }], PATIENCE)
  if (made.ok) return ok(made.value)
  return fail(made.reason === 'busy' ? 'forms/paper-busy' : 'forms/paper-too-large')
}
