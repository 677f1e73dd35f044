/** 1.2 MB */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} B`
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`
  return `${(bytes / 1024 ** 2).toFixed(1).replace(/\.0$/, '')} MB`
}

export type FileKind = 'pdf' | 'image' | 'ofd' | 'word' | 'sheet' | 'zip' | 'video'

const kinds: Record<FileKind, { words: string, types: string[] }> = {
  pdf: { words: 'PDF', types: ['.pdf', 'application/pdf'] },
  ofd: { words: 'OFD', types: ['.ofd', 'application/ofd'] },
  image: { words: '图片', types: ['.jpg', '.jpeg', '.png', '.webp', 'image/jpeg', 'image/png', 'image/webp'] },
  word: { words: 'Word 文档', types: ['.docx', '.doc'] },
  sheet: { words: 'Excel 表格', types: ['.xlsx', '.xls', '.csv'] },
  zip: { words: '压缩包', types: ['.zip'] },
  video: { words: '视频', types: ['.mp4', 'video/mp4'] },
}

const known = (name: string): name is FileKind => name in kinds

/** Accept list for a file control: names of kinds, extensions and media types may be mixed. */
export const acceptList = (accepts: readonly string[]): string =>
  accepts.flatMap((name) => (known(name) ? kinds[name].types : [name])).join(',')

/** 图片、PDF */
export const acceptWords = (accepts: readonly string[]): string =>
  accepts.map((name) => (known(name) ? kinds[name].words : name)).join('、')

/** Whether the file's name or type is on the accept list. The server looks at the content itself. */
export function isAccepted(file: { name: string, type: string }, accepts: readonly string[]): boolean {
  if (accepts.length === 0) return true
  const list = acceptList(accepts).split(',')
  const name = file.name.toLowerCase()
  return list.some((entry) => (entry.startsWith('.') ? name.endsWith(entry) : entry === file.type))
}
