export { writePdf } from './write-pdf.ts'
export type { PdfDocument } from './write-pdf.ts'
