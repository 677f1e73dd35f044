// @ts-nocheck: the peer is installed when it is first measured
import { given, painted, put, until } from './measuring.ts'

await new Promise((done, failed) => {
  const script = document.createElement('script')
  script.src = './formio.js'
  script.onload = done
  script.onerror = failed
  document.head.append(script)
})
const data = await given()
const container = document.getElementById('form')
const form = await window.Formio.createForm(container, data.form, { noAlerts: true })
form.submission = { data: { ...data.answers, ...data.facts } }
await form.submissionReady
const isShown = () => container.textContent.includes(data.depends.title)
window.measured = {
  firstPaint: await painted(),
  choose: (value) => {
    const before = isShown()
    const radio = container.querySelector(`.formio-component-${data.depends.on} input[value="${value}"]`)
    return until(() => radio.click(), () => isShown() !== before)
  },
  type: (text) => until(() => put(container.querySelector(`.formio-component-${data.typed} input`), text), () => true),
}
