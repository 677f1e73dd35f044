import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readXml } from '@xiangyun/ofd/xml-read'
import { zipFiles } from '@xiangyun/ofd/zip-write'
import { verifyOfd } from '@xiangyun/ofd'

const wide = Buffer.from(`<OFD>${'<b/>'.repeat(2_000_000)}</OFD>`)
const dressed = Buffer.from(`<OFD ${Array.from({ length: 400_000 }, (_, i) => `a${i}="1"`).join(' ')}/>`)

/** A package of ten kilobytes, sent by anybody to be verified, unfolded into millions of elements and ended the process for want of memory. */
test('a file of millions of elements or attributes is refused before it fills the memory', () => {
  for (const bytes of [wide, dressed]) {
    const before = process.memoryUsage().heapUsed
    assert.equal(readXml(bytes).ok, false)
    assert.ok(process.memoryUsage().heapUsed - before < 150e6)
  }
})

test('such a package gets its verdict like any other bytes', () => {
  const report = verifyOfd(zipFiles(new Map([['OFD.xml', wide]])), { roots: [], seals: new Map() } as never)
  assert.equal(report.verdict, 'unreadable')
})
