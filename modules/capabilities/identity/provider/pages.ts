import type { KoaContextWithOIDC } from 'oidc-provider'
import { scopeWords } from '../connections/contract.ts'

export const escape = (text: string): string => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`)

/** A page of the provider: plain HTML that works on any phone, without script. */
export const page = (title: string, body: string): string => `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escape(title)} · 祥云</title><link rel="stylesheet" href="/sign-in/style.css"></head>
<body class="sign-in"><header><p class="brand"><strong>祥云</strong> 吉林省政务服务</p></header><main id="main"><h1>${escape(title)}</h1>
${body}
</main></body></html>`

const html = (ctx: KoaContextWithOIDC, title: string, body: string): void => {
  ctx.type = 'html'
  ctx.body = page(title, body)
}

export const failed = (why: string): string => page('登录没有完成', `<p>${escape(why)}</p><p><a href="/">返回首页</a></p>`)

/** What a system wants to know, in words; the person says yes or no. */
export function consentPage(uid: string, { system, unit, scopes, calls }: { system: string; unit: string; scopes: readonly string[]; calls: readonly string[] }): string {
  const told = scopes.map((scope) => `<li>${escape(scopeWords[scope] ?? scope)}</li>`).join('')
  const done = calls.length > 0 ? `<p>并且替您：</p><ul>${calls.map((call) => `<li>${escape(call)}</li>`).join('')}</ul>` : ''
  return page(`用祥云账号登录“${system}”？`, `<p>“${escape(system)}”由${escape(unit)}接入，登录后会知道：</p><ul>${told}</ul>${done}
<p>随时可以在“登录与安全”里撤回。</p>
<form method="post" action="/sign-in/page/${escape(uid)}/consent"><button type="submit" name="answer" value="yes">同意并登录</button> <button class="second" type="submit" name="answer" value="no">不同意</button></form>`)
}

/** The second step: a code that went to the telephone; without `sent`, the one that was typed is wrong. */
export function secondPage(uid: string, sent: { sentTo: string; shown: string | null } | undefined): string {
  const wrong = '<div class="error" role="alert"><h2>没有登录</h2><p><a href="#code">验证码不对，或者过了 5 分钟。请再看一看短信；输错 5 次要重新登录。</a></p></div>'
  const told = sent && `<p>验证码发到了 ${escape(sent.sentTo)}，5 分钟内有效。</p>${sent.shown ? `<p class="tag">演示环境不发短信，验证码是 <strong class="code">${escape(sent.shown)}</strong></p>` : ''}`
  return page('再证明一次是您本人', `${told ?? wrong}<p>这个系统要求更高的核验等级。</p>
<form method="post" action="/sign-in/page/${escape(uid)}/second"><label for="code">短信验证码</label><input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" maxlength="6" required><button type="submit">登录</button></form>
<p><a href="/sign-in/page/${escape(uid)}">换一种方式登录</a></p>`)
}

export async function askLogout(ctx: KoaContextWithOIDC, form: string): Promise<void> {
  html(ctx, '退出登录？', `<p>退出以后，用这个账号登录的系统也会退出。</p>${form}<p><button type="submit" form="op.logoutForm" value="yes" name="logout">退出</button> <button class="second" type="submit" form="op.logoutForm">不退出</button></p>`)
}
export async function loggedOut(ctx: KoaContextWithOIDC): Promise<void> { html(ctx, '已经退出', '<p><a href="/">返回首页</a></p>') }

export async function askCode(ctx: KoaContextWithOIDC, form: string, _out?: unknown, error?: Error): Promise<void> {
  const wrong = error ? '<div class="error" role="alert"><h2>没有接上</h2><p>代码不对、用过了或者已经过期，请照设备上显示的重新输入。</p></div>' : ''
  html(ctx, '输入设备上的代码', `${wrong}<p>把自助机或电视上显示的 8 个字母输入到这里，用您的账号登录那台设备。</p>${form}<p><button type="submit" form="op.deviceInputForm">下一步</button></p>`)
}
export async function confirmCode(ctx: KoaContextWithOIDC, form: string, client: { clientName?: string | undefined; clientId: string }, _info: unknown, code: string): Promise<void> {
  html(ctx, '是这台设备吗？', `<p>“${escape(client.clientName ?? client.clientId)}”要用您的账号登录。请核对设备上显示的代码是：</p><p><strong class="code">${escape(code)}</strong></p><p>不是您面前的设备，请不要继续。</p>
${form}<p><button type="submit" form="op.deviceConfirmForm">是，登录这台设备</button> <button class="second" type="submit" form="op.deviceConfirmForm" value="yes" name="abort">不是</button></p>`)
}
export async function deviceIn(ctx: KoaContextWithOIDC): Promise<void> { html(ctx, '设备已经登录', '<p>请看设备的屏幕继续办理。这个页面可以关了。</p>') }
