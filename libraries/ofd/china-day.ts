/** The day in China's time: documents and reasons are read there. */
export function dayInChina(time: Date): string {
  return new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
}
