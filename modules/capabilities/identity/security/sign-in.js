// Signing in by a passkey: the button shows itself where the device can, and the page works without it.
const form = document.getElementById('passkey')
const { browserSupportsWebAuthn, startAuthentication } = window.SimpleWebAuthnBrowser ?? {}

if (form && browserSupportsWebAuthn?.()) {
  form.hidden = false
  form.addEventListener('submit', async (event) => {
    event.preventDefault()
    const status = document.getElementById('passkey-status')
    status.textContent = '请按设备的提示操作……'
    try {
      const asked = await fetch(form.dataset.options, { method: 'POST' })
      if (!asked.ok) throw new Error(String(asked.status))
      form.elements.answer.value = JSON.stringify(await startAuthentication({ optionsJSON: await asked.json() }))
      form.submit()
    } catch {
      status.textContent = '没有用上通行密钥。可以再试一次，或者用密码登录。'
    }
  })
}
