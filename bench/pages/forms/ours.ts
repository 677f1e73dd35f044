import { createApp, h, shallowRef } from 'vue'
import type { Validate } from '@xiangyun/forms/check'
import type { Answers, PublishedForm } from '@xiangyun/forms/form'
import { ownFormats } from '@xiangyun/forms/formats'
import '#design/tokens.css'
import '#design/base.css'
import FormView from '#design/form/FormView.vue'
import { given, painted, put, until } from './measuring.ts'

const data = await given()
const validator = await import(/* @vite-ignore */ new URL(`./validator.js${location.search}`, location.href).href) as { makeValidator: (formats: object) => Validate }
const validate = validator.makeValidator(ownFormats)
const answers = shallowRef(data.answers as Answers)
createApp({ setup: () => () => h(FormView, { form: data.form as PublishedForm, facts: data.facts as never, validate, mode: 'sections', answers: answers.value, 'onUpdate:answers': (next: Answers) => { answers.value = next } }) }).mount('#form')
const at = (name: string) => document.getElementById(`at-${name}`)
window.measured = {
  firstPaint: await painted(),
  choose: (value) => {
    const before = at(data.depends.shown) !== null
    const radio = [...document.querySelectorAll<HTMLInputElement>(`#at-${data.depends.on}-group input, [id^="at-${data.depends.on}"] input`)].find((one) => one.value === value)!
    return until(() => radio.click(), () => (at(data.depends.shown) !== null) !== before)
  },
  type: (text) => until(() => put(at(data.typed) as HTMLInputElement, text), () => true),
}
