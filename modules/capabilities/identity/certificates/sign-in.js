// Signing in by a certificate: the device's own service on this machine signs; its key and its number never leave the machine.
const form = document.getElementById('certificate')

if (form) {
  form.hidden = false
  const status = document.getElementById('certificate-status')
  const pin = document.getElementById('certificate-pin')
  const say = (words) => { status.textContent = words }
  const sign = async (text) => {
    const answer = await fetch(`${form.dataset.device}/sign`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ text, pin: pin.value }) })
    return { status: answer.status, value: await answer.json() }
  }
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    say('请稍候……')
    try {
      const asked = await fetch(form.dataset.ask, { method: 'POST' })
      if (!asked.ok) throw new Error(String(asked.status))
      const signed = await sign((await asked.json()).text).catch(() => undefined)
      if (!signed) return say('没有找到证书设备。请插好 UKey，确认本机的证书服务已经启动，再试一次。')
      if (signed.status !== 200) return say(signed.value.message ?? '证书设备没有签名，请再试一次。')
      form.elements.certificate.value = signed.value.certificate
      form.elements.signature.value = signed.value.signature
      pin.value = ''
      form.submit()
    } catch {
      say('没有登录成功，请刷新页面再试。')
    }
  })
}
