/** A file as the platform keeps it. */
export interface KeptFile {
  id: string
  name: string
  size: number
  type?: string
  href?: string
}

export interface SendOptions { progress: (share: number) => void, signal: AbortSignal }

export type SendFile = (file: File, options: SendOptions) => Promise<KeptFile>
