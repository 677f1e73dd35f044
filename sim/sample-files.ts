/** The smallest file that is a real PDF page; what walks and simulated residents upload. */
export const samplePdf: Uint8Array = Buffer.from(`%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`, 'latin1')

/** A real image of one grey point. */
export const samplePng: Uint8Array = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==', 'base64')

/** A file of a kind that a material accepts. */
export const sampleFor = (accepts: readonly string[]): { readonly ending: string; readonly bytes: Uint8Array } =>
  (accepts.length === 0 || accepts.includes('pdf') ? { ending: 'pdf', bytes: samplePdf } : { ending: 'png', bytes: samplePng })
