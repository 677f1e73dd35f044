import { defineFailures } from '@xiangyun/kernel/contract'
import type { Result } from '@xiangyun/kernel/contract'

export type Received = { readonly blob: string; readonly media: string; readonly size: number; readonly name: string }

export type Materials = {
  /** Stores an uploaded file after looking at what it really is; its name says nothing. `accepts` as items state it, `owner` as blobs take it. */
  readonly receive: (source: AsyncIterable<Uint8Array>, name: string, accepts: readonly string[], owner?: string) => Promise<Result<Received>>
  readonly read: (blob: string) => Promise<Uint8Array | undefined>
}

/** The largest file that is taken, in bytes. */
export const fileLimit = 20 * 1024 * 1024

export const failures = defineFailures({
  'materials/too-large': [413, '文件太大，最多 20 MB'],
  'materials/wrong-type': [415, '文件类型不对'],
  'materials/empty': [400, '文件是空的'],
  'materials/too-many': [409, '这项材料最多上传 20 个文件'],
})
