import PDFDocument from 'pdfkit'
import type { Layout } from '@xiangyun/ofd'
import { POINTS, drawItem } from './draw-item.ts'
import { fontFile } from './fonts.ts'

export interface PdfDocument {
  readonly title: string
  readonly author?: string
  readonly createdAt: Date
  /** The same model of pages that OFD files and screens are made of: millimetres, y downward. */
  readonly layout: Layout
}

/** pdfkit writes these words into XML as they are: signs that XML reads as its own become their full-width forms. */
const plain = (words: string): string => words.replaceAll('&', '＆').replaceAll('<', '＜').replaceAll('>', '＞').replaceAll(/\p{Cc}/gu, ' ')

/**
 * Writes a PDF (ISO 32000-1, shaped as PDF/A-2a asks: fonts embedded, tagged, sRGB): the pages of a layout, text as text in reading
 * order, drawings named or marked as decoration. The same document gives the same bytes. Throws a RangeError on a document without pages.
 */
export function writePdf(document: PdfDocument): Promise<Buffer> {
  if (document.layout.pages.length === 0) throw new RangeError('a document has at least one page')
  const drawing = new PDFDocument({
    autoFirstPage: false, pdfVersion: '1.7', subset: 'PDF/A-2a', tagged: true, lang: 'zh-CN', displayTitle: true, font: '',
    info: { Title: plain(document.title), ...(document.author ? { Author: plain(document.author) } : {}), Creator: '祥云', Producer: '祥云', CreationDate: document.createdAt, ModDate: document.createdAt },
  })
  const parts: Buffer[] = []
  const done = new Promise<Buffer>((resolve, reject) => {
    drawing.on('data', (part: Buffer) => parts.push(part))
    drawing.on('end', () => resolve(Buffer.concat(parts)))
    drawing.on('error', reject)
  })
  drawing.registerFont('regular', fontFile('regular'))
  drawing.registerFont('bold', fontFile('bold'))
  const whole = drawing.struct('Document')
  drawing.addStructure(whole)
  for (const page of document.layout.pages) {
    drawing.addPage({ size: [page.width * POINTS, page.height * POINTS], margin: 0 })
    const part = drawing.struct('Sect')
    whole.add(part)
    for (const item of page.items) drawItem(drawing, item, part)
    part.end()
  }
  whole.end()
  drawing.end()
  return done
}
