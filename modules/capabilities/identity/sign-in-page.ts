import type { Environment } from '@xiangyun/kernel/platform'
import { demoBlock } from './demo-block.ts'
import { escape } from './provider.ts'

/** The sign-in page: plain HTML that works on any phone, without script. */
export function signInPage(environment: Environment, uid: string, { error, typed = '', office }: { error?: string; typed?: string; office?: string } = {}): string {
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${error ? '出错：' : ''}登录 · 祥云</title><link rel="stylesheet" href="/sign-in/style.css"></head>
<body class="sign-in"><a class="skip" href="#login">跳到登录</a><header><p class="brand"><strong>祥云</strong> 吉林省政务服务</p></header><main id="main">
<h1>登录</h1>
${error ? `<div class="error" role="alert"><h2>没有登录</h2><p><a href="#login">${escape(error)}</a></p></div>` : ''}
<form method="post" action="/sign-in/page/${escape(uid)}" novalidate>
<label for="login">身份证号或工作账号</label><input id="login" name="login" value="${escape(typed)}" autocomplete="username" autocapitalize="off" spellcheck="false" required>
<label for="password">密码</label><input id="password" name="password" type="password" autocomplete="current-password" required>
<button type="submit">登录</button></form>
<p><a href="/register">还没有账号？用姓名、身份证号和手机号注册</a></p>
<p>忘了密码？带身份证到就近的政务大厅窗口重设，或拨打 <a href="tel:12345">12345</a>。</p>
${environment.config.demonstration ? demoBlock(environment, uid, office) : ''}
</main></body></html>`
}
