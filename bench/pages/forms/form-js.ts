// @ts-nocheck: the peer is installed when it is first measured
import { createForm } from '../../peers/node_modules/@bpmn-io/form-js-viewer/dist/index.es.js'
import { given, painted, put, until } from './measuring.ts'

const data = await given()
const container = document.getElementById('form')
await createForm({ container, schema: data.form, data: { ...data.answers, ...data.facts } })
window.measured = {
  firstPaint: await painted(),
  choose: (value) => {
    const before = container.textContent.includes(data.depends.title)
    const field = [...container.querySelectorAll('.fjs-form-field-radio')].find((one) => one.textContent.includes(data.depends.onTitle))
    const radio = [...field.querySelectorAll('label')].find((one) => one.textContent.trim() === value)
    return until(() => radio.click(), () => container.textContent.includes(data.depends.title) !== before)
  },
  type: (text) => {
    const field = [...container.querySelectorAll('.fjs-form-field-textfield')].find((one) => one.textContent.includes(data.typedTitle))
    return until(() => put(field.querySelector('input'), text), () => true)
  },
}
