/** Failure code → [HTTP status, what it means in Chinese]. */
export type Failures = Readonly<Record<string, readonly [status: number, title: string]>>

export function defineFailures<const F extends Failures>(failures: F): F {
  return Object.freeze(failures)
}

/** RFC 9457 problem, as every failing reply carries it. */
export type Problem = {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly code: string
  readonly detail?: string
  readonly trace?: string
  readonly errors?: readonly { at: string; code: string; message: string }[]
}

/** What any route may answer. */
export const kernelFailures = defineFailures({
  'kernel/invalid-input': [400, '填写的内容有误'],
  'kernel/invalid-json': [400, '请求内容不是有效的 JSON'],
  'kernel/invalid-encoding': [400, '请求内容不是有效的 UTF-8 文字'],
  'kernel/not-signed-in': [401, '请先登录'],
  'kernel/forbidden': [403, '您没有办理这项操作的权限'],
  'kernel/step-up-needed': [403, '这项操作需要更高等级的身份核验'],
  'kernel/not-found': [404, '没有找到'],
  'kernel/method-not-allowed': [405, '不支持这种请求方式'],
  'kernel/conflict': [409, '内容已被别人更新，请刷新后再试'],
  'kernel/too-large': [413, '内容太大'],
  'kernel/unsupported-media': [415, '不支持这种内容类型'],
  'kernel/key-reused': [422, '同一个请求编号不能用于不同的内容'],
  'kernel/too-many': [429, '操作太频繁，请稍后再试'],
  'kernel/bug': [500, '系统出错，已记录，请稍后再试'],
  'kernel/busy': [503, '系统正忙，请稍后再试'],
})
