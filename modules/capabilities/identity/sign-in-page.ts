import type { Environment } from '@xiangyun/kernel/platform'
import { trustedRoots } from './certificates/roots.ts'
import { demoBlock } from './demo-block.ts'
import { escape } from './provider/pages.ts'
import { relyingParty } from './security/relying-party.ts'

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
${relyingParty(environment.config) ? passkeyForm(uid) : ''}
${trustedRoots(environment.config).length > 0 ? certificateForm(uid, environment.config.certificateDevice) : ''}
${environment.config.upstream ? `<p><a class="button-like" href="/sign-in/page/${escape(uid)}/upstream">用${escape(environment.config.upstream.name)}账号登录</a></p>` : ''}
<p><a href="/register">还没有账号？用姓名、身份证号和手机号注册</a></p>
<p>忘了密码？带身份证到就近的政务大厅窗口，工作人员发一个登录码，填在“密码”里就能登录；也可以拨打 <a href="tel:12345">12345</a>。</p>
${environment.config.demonstration ? demoBlock(environment, uid, office) : ''}
</main></body></html>`
}

/** Shown by its script where the device can; whoever has no script signs in by password. */
const passkeyForm = (uid: string): string => `<form method="post" action="/sign-in/page/${escape(uid)}/passkey" id="passkey" data-options="/sign-in/page/${escape(uid)}/passkey/options" hidden><input type="hidden" name="answer">
<button type="submit" class="second">用通行密钥登录（指纹、面容或锁屏密码）</button><p id="passkey-status" role="status"></p></form>
<script src="/sign-in/webauthn.js" defer></script><script src="/sign-in/passkey.js" type="module"></script>`

/** The number is for the device on this machine alone and is never sent to the province. */
const certificateForm = (uid: string, device: string): string => `<form method="post" action="/sign-in/page/${escape(uid)}/certificate" id="certificate" data-ask="/sign-in/page/${escape(uid)}/certificate/text" data-device="${escape(device)}" hidden>
<input type="hidden" name="certificate"><input type="hidden" name="signature">
<label for="certificate-pin">证书口令（UKey 的 PIN 码）</label><input id="certificate-pin" type="password" autocomplete="off" required>
<button type="submit" class="second">用数字证书登录</button><p id="certificate-status" role="status"></p></form>
<script src="/sign-in/certificate.js" type="module"></script>`
