/** Options by rank; those that have none follow in their own order, and a rank whose option is gone is passed over. */
export function ordered<One extends { readonly value: string }>(options: readonly One[], ranked: readonly string[]): One[] {
  const first = ranked.map((value) => options.find((one) => one.value === value)).filter((one) => one !== undefined)
  return [...first, ...options.filter((one) => !ranked.includes(one.value))]
}
