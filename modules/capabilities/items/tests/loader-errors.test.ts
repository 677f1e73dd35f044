import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import type { DefinitionProblem } from '@xiangyun/kernel/definitions'
import { readCatalogue } from '../catalogue.ts'
import { fileProblems } from '../file-problems.ts'

const project = join(import.meta.dirname, '../../../..')
const place = mkdtempSync(join(tmpdir(), 'xy-loader-'))
after(() => rmSync(place, { recursive: true, force: true }))

/** The province's catalogue without its items: what a new item is held against, quickly read. */
const base = join(place, 'base')
cpSync(join(project, 'catalogue', 'organisations'), join(base, 'organisations'), { recursive: true })
for (const kind of readdirSync(join(project, 'catalogue'))) if (!['organisations', 'items', 'claims', 'county-catalogue.yaml'].includes(kind)) symlinkSync(join(project, 'catalogue', kind), join(base, kind))

let copies = 0

/** The example's problems after a change of one of its files; without `old` the file gets the text whole. */
function broken(file: string, text: string, old?: string): readonly DefinitionProblem[] {
  const root = copy()
  const path = join(root, file)
  const before = existsSync(path) ? readFileSync(path, 'utf8') : ''
  if (old !== undefined) assert.ok(before.includes(old), `${file} holds ${old}`)
  writeFileSync(path, old === undefined ? text : before.replace(old, text))
  return problems(root)
}

function copy(): string {
  const root = join(place, `copy-${copies++}`)
  cpSync(join(project, 'examples', 'my-items'), root, { recursive: true })
  return root
}

const problems = (...roots: string[]): readonly DefinitionProblem[] => [...readCatalogue([base, ...roots]).problems, ...fileProblems([base, ...roots], true)]

const folder = 'items/dog-registration'
const lineIn = (file: string, text: string): number => readFileSync(join(project, 'examples', 'my-items', file), 'utf8').split('\n').findIndex((line) => line.includes(text)) + 1

type Break = { readonly title: string; readonly file?: string; readonly old: string; readonly new: string; readonly key: string; readonly rule: string; readonly says: RegExp; readonly at?: string }

const item = 'item.yaml'
const breaks: readonly Break[] = [
  { title: 'an unknown key, with the near one', old: 'theme: ', new: 'themes: ', key: '/themes', rule: 'definitions/additionalProperties', says: /是不是 theme/ },
  { title: 'a missing key', old: 'online: IV\n', new: '', key: '/online', rule: 'definitions/required', says: /缺少 online/, at: 'name:' },
  { title: 'a value outside the list, with the list', old: 'kind: promised', new: 'kind: promise', key: '/kind', rule: 'definitions/enum', says: /immediate、promised、joint/ },
  { title: 'a length in an unknown unit', old: 'promise: 5 workdays', new: 'promise: 5 days', key: '/limits/promise', rule: 'definitions/pattern', says: /10 workdays/ },
  { title: 'a promise longer than the law allows', old: 'promise: 5 workdays', new: 'promise: 25 workdays', key: '/limits/promise', rule: 'items/promise-longer', says: /25 workdays 长于法定时限 20 workdays/ },
  { title: 'a promise in months', old: 'promise: 5 workdays', new: 'promise: 2 months', key: '/limits/promise', rule: 'items/limit-unit', says: /按日计算/ },
  { title: 'a name for an expression with a hyphen', old: 'id: renting', new: 'id: is-renting', key: '/situations/1/id', rule: 'definitions/pattern', says: /不能有连字符/ },
  { title: 'a tab', old: '  decide: same', new: '\tdecide: same', key: '/decide', rule: 'definitions/yaml', says: /制表符/ },
  { title: 'a wrong indentation', old: '  accept: { department', new: '   accept: { department', key: '/decide', rule: 'definitions/yaml', says: /缩进/, at: '  decide: same' },
  { title: 'a full-width colon', old: 'theme: ', new: 'theme：', key: '/theme', rule: 'definitions/yaml', says: /全角/ },
  { title: 'a key twice', old: 'visits: 0', new: 'visits: 0\nvisits: 1', key: '/visits', rule: 'definitions/yaml', says: /写了两次/, at: 'online:' },
  { title: 'FEEL that cannot be read', old: "must: 'kind != \"fierce\"'", new: "must: 'kind != '", key: '/conditions/0/must', rule: 'items/feel', says: /没有写完/ },
  { title: 'two equals signs', old: 'renting = true and', new: 'renting == true and', key: '/situations/2/derive', rule: 'items/name', says: /相等写一个 =/ },
  { title: 'a name that nobody gives', old: "must: 'kind != \"fierce\"'", new: "must: 'kinds != \"fierce\"'", key: '/conditions/0/must', rule: 'items/name', says: /没有 kinds，是不是 kind/ },
  { title: 'an option that nobody can choose', old: "must: 'kind != \"fierce\"'", new: "must: 'kind != \"firce\"'", key: '/conditions/0/must', rule: 'items/name', says: /没有选项 firce，是不是 fierce/ },
  { title: 'a field that the form has not', old: 'value: form.dogName', new: 'value: form.dogsName', key: '/outcomes/granted/fields/1/value', rule: 'items/name', says: /form 没有 dogsName，是不是 dogName/ },
  { title: 'a field that a person has not', old: 'value: applicant.name', new: 'value: applicant.fullName', key: '/outcomes/granted/fields/0/value', rule: 'items/name', says: /applicant 没有 fullName/ },
  { title: 'a parameter that is not there', old: 'parameter("dog-registration-fee")', new: 'parameter("dog-fee")', key: '/fee/amount', rule: 'items/name', says: /没有参数 dog-fee/ },
  { title: 'a function that is not there', old: 'ageOf(applicant.birthDate)', new: 'age(applicant.birthDate)', key: '/conditions/1/must', rule: 'items/name', says: /没有函数 age/ },
  { title: 'a register that is not there', old: 'held: { licence: id-card', new: 'held: { register: dogs', key: '/materials/1/held/register', rule: 'items/register', says: /没有数据库 dogs，有：.*people/ },
  { title: 'a held licence that is not there', old: 'licence: id-card', new: 'licence: idcard', key: '/materials/1/held/licence', rule: 'items/licence-type', says: /是不是 id-card/ },
  { title: 'a result type that is not there', old: 'licence: dog-licence', new: 'licence: cat-licence', key: '/outcomes/granted/licence', rule: 'items/licence-type', says: /没有证照类型 cat-licence/ },
  { title: 'no result at all', old: '    licence: dog-licence\n', new: '', key: '/outcomes/granted', rule: 'items/no-result', says: /licence/, at: 'granted:' },
  { title: 'a label that the licence has not', old: 'label: 犬名', new: 'label: 狗名', key: '/outcomes/granted/fields/1/label', rule: 'items/licence-label', says: /没有照面项“狗名”，有：.*犬名/ },
  { title: 'a material id twice', old: 'id: photo', new: 'id: identity', key: '/materials/3/id', rule: 'items/id-twice', says: /identity 用了两次/ },
  { title: 'a situation id twice', old: 'id: renting,', new: 'id: kind,', key: '/situations', rule: 'items/name-twice', says: /kind 用了两次/, at: 'situations:' },
  { title: 'a holder who is no party', old: 'holder: applicant', new: 'holder: owner', key: '/outcomes/granted/holder', rule: 'items/party', says: /没有当事人 owner/ },
  { title: 'a department that is not there', old: 'department: public-security', new: 'department: dogs', key: '/offices/accept', rule: 'items/department', says: /没有部门 dogs/ },
  { title: 'a process that is not there', old: 'use: promised', new: 'use: promise', key: '/process/use', rule: 'items/process', says: /没有流程 promise/ },
  { title: 'a variable that the process does not read', old: 'use: promised', new: 'use: permit-with-site-check\n  with: { sitecheck: renting = true }', key: '/process/with/sitecheck', rule: 'items/process-variable', says: /是不是 siteCheck/, at: '  use: promised' },
  { title: 'visits without a reason', old: 'visits: 0\nonline: IV', new: 'visits: 1\nonline: III', key: '/visits', rule: 'items/visit-reason', says: /写明原因/ },
  { title: 'JSON without a comma', file: 'form.json', old: '"title": "养犬登记申请表",', new: '"title": "养犬登记申请表"', key: '', rule: 'forms/json', says: /少了逗号/, at: '"title": "养犬登记申请表"' },
  { title: 'an unknown kind of question', file: 'form.json', old: '"kind": "date"', new: '"kind": "day"', key: '', rule: 'forms/unknown-kind', says: /day/ },
  { title: 'a prefill that nobody gives', file: 'form.json', old: 'applicant.phone', new: 'applicant.mobile', key: '', rule: 'forms/prefill', says: /applicant 没有 mobile/ },
  { title: 'a case with an unknown option', file: 'cases.yaml', old: 'kind: pet', new: 'kind: cat', key: '/0/situations/kind', rule: 'items/cases-option', says: /没有选项 cat，有：pet/ },
  { title: 'a case with an unknown field', file: 'cases.yaml', old: 'dogName: ', new: 'dog: ', key: '/0/form/dog', rule: 'items/cases-field', says: /申请表没有 dog/ },
  { title: 'a case with an unknown material', file: 'cases.yaml', old: 'omit: [landlord]', new: 'omit: [landlrd]', key: '', rule: 'items/cases-material', says: /是不是 landlord/ },
  { title: 'a case with an unknown outcome', file: 'cases.yaml', old: 'outcome: granted', new: 'outcome: approved', key: '/0/expect/outcome', rule: 'items/cases-enum', says: /granted、refused/ },
]

test('the example has no mistakes', () => {
  assert.deepEqual(problems(copy()), [])
})

for (const one of breaks) {
  test(`${one.title}: file, line, key, rule and a Chinese sentence`, () => {
    const file = `${folder}/${one.file ?? item}`
    const found = broken(file, one.new, one.old)
    const problem = found.find((p) => p.rule === one.rule && (one.key === '' || p.key === one.key))
    assert.ok(problem, JSON.stringify(found))
    assert.equal(problem.file, file)
    assert.match(problem.message, one.says)
    assert.match(problem.message, /\p{Script=Han}/u)
    const expected = lineIn(file, one.at ?? one.old.split('\n')[0]!)
    const shift = one.title === 'a key twice' || one.title.startsWith('a variable') ? 1 : 0
    assert.ok(Math.abs(problem.line - expected) <= shift, `${one.title}: line ${problem.line}, not ${expected}`)
    assert.equal(found.filter((p) => p.rule === 'definitions/yaml').length <= 1, true, 'one break of the YAML is told once')
  })
}

test('one basic code for two items', () => {
  const root = copy()
  cpSync(join(root, folder), join(root, 'items/dog-again'), { recursive: true })
  assert.ok(problems(root).some((p) => p.rule === 'items/code-twice' && p.key === '/code/basic' && p.line === 2))
})

test('what lies where it is never read: no folder, no item, another ending, another name', () => {
  assert.deepEqual(fileProblems([base, join(place, 'nowhere')]).map((p) => p.rule), ['catalogue/no-folder'])
  const empty = mkdtempSync(join(place, 'empty-'))
  assert.deepEqual(fileProblems([base, empty]).map((p) => p.rule), ['catalogue/empty'])
  const root = copy()
  renameSync(join(root, folder, 'item.yaml'), join(root, folder, 'item.yml'))
  assert.deepEqual(problems(root).filter((p) => p.file.startsWith(folder)).map((p) => p.rule).sort(), ['items/no-item', 'items/unknown-file'])
  assert.deepEqual(broken(`${folder}/forms.json`, '{}').map((p) => [p.file, p.rule]), [[`${folder}/forms.json`, 'items/unknown-file']])
})
