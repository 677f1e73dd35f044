import type { Answers, FormLogic, Mistake, PublishedForm } from './published.ts'
import { isBlank, read } from './pointers.ts'
import { isRequired } from './schemas.ts'

/** All is shown and only what is required is checked: for previews and where no conditions exist. */
export const plainLogic: FormLogic = {
  shown: () => ({ section: () => true, ask: () => true }),
  check: (form, answers) => form.ui.flatMap((section) => section.ask.flatMap((ask) => missing(form, answers, ask.at))),
  fillComputed: (_, answers) => answers,
}

function missing(form: PublishedForm, answers: Answers, at: string): Mistake[] {
  const ask = form.ui.flatMap((section) => section.ask).find((one) => one.at === at)
  if (!ask || ask.kind === 'note' || ask.kind === 'computed' || !isRequired(form, ask, at)) return []
  const value = read(answers, at)
  if (ask.kind === 'statement' ? value === true : !isBlank(value)) return []
  return [{ at, message: `${missingWords[ask.kind] ?? '请填写'}${ask.title}` }]
}

const missingWords: Partial<Record<string, string>> = {
  'choose-one': '请选择', 'choose-many': '请选择', 'yes-no': '请选择', 'address': '请选择', 'file': '请上传', 'statement': '请阅读并勾选：', 'rows': '请添加',
}
