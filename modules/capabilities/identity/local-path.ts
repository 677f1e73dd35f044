const here = 'http://here.invalid'

/** Only paths of our own may be gone back to; judged as a browser reads them, which drops tabs and line ends. */
export function localPath(path: unknown): string {
  if (typeof path !== 'string' || !path.startsWith('/') || !URL.canParse(path, here)) return '/'
  const read = new URL(path, here)
  return read.origin === here && !read.pathname.startsWith('//') ? `${read.pathname}${read.search}${read.hash}` : '/'
}
