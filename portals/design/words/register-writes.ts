type Write = { readonly register: string, readonly kind: 'record' | 'change' | 'end', readonly fields: readonly string[] }

const does = { record: '新增记录', change: '变更', end: '转为历史' }

/** What stands in a register because of a result, in plain words: 婚姻登记库（新增记录：一方姓名、登记日期）. */
export function writeWords({ register, kind, fields }: Write): string {
  const named = fields.length > 0 ? `：${fields.join('、')}` : ''
  return `${register}（${does[kind]}${kind === 'change' && fields.length === 0 ? '：核对无变化' : named}）`
}

/** What a result will write, for the one who edits the item. */
export const plannedWords = (write: Omit<Write, 'kind'> & { readonly does: Write['kind'], readonly sometimes: boolean, readonly several: boolean }): string =>
  `${writeWords({ ...write, kind: write.does })}${write.several ? '，可能有几条' : ''}${write.sometimes ? '，视情形' : ''}`
