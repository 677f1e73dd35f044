import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { problemLine } from '@xiangyun/kernel/definitions'
import { readCatalogue } from '#modules/capabilities/items/catalogue.ts'
import { fileProblems } from '#modules/capabilities/items/file-problems.ts'
import { readLicenceTypes } from '#modules/capabilities/licences/types.ts'
import { readRegisters } from '#modules/data/registers/definitions.ts'
import { innerApi } from '#sim/api.ts'
import { walkCases, walkItem } from '#sim/walk-item.ts'
import { make, write } from '#tools/new.ts'
import type { Made } from '#tools/new.ts'
import { movable } from './support/clock.ts'
import { root, testProvince } from './support/province.ts'

const place = mkdtempSync(join(tmpdir(), 'xy-new-'))
after(() => rmSync(place, { recursive: true, force: true }))

function made(...words: string[]): Made {
  const one = make(words)
  assert.ok(!('refused' in one), JSON.stringify(one))
  return one
}

const problemsOf = (...more: string[]) => {
  const roots = [join(root, 'catalogue'), ...more]
  return [...readCatalogue(roots).problems, ...fileProblems(roots), ...readLicenceTypes(roots).problems, ...readRegisters(roots).problems].map(problemLine)
}

test('a generated item has no mistakes and walks in all its cases', async () => {
  const items = join(place, 'items-of-mine')
  write(made('item', 'parking-permit', '--name', '停车许可', '--in', items))
  assert.deepEqual(problemsOf(`${items}/.`), [])
  const clock = movable()
  const province = await testProvince({ clock, environment: { CATALOGUE_PATH: `${items}:${join(root, 'examples', 'my-items')}` } })
  try {
    const api = innerApi(province.app, province.platform.environment, { settle: province.platform.background.settle, pass: clock.move })
    const roots = province.platform.environment.config.catalogue
    for (const item of ['parking-permit', 'dog-registration']) {
      for (const [index, plan] of walkCases(roots, item).entries()) {
        const walked = await walkItem(api, item, plan, index)
        assert.equal(walked.outcome, plan.expect.outcome, `${item}: ${plan.title}`)
        if (plan.expect.code) assert.equal(walked.code, plan.expect.code)
        if (walked.outcome === 'granted') assert.ok(walked.verified, `${item}: ${plan.title}: ${walked.verdict}`)
        for (const [name, value] of Object.entries(plan.expect.values ?? {})) assert.deepEqual(walked.view?.result?.values[name], value, `${plan.title}: ${name}`)
      }
    }
    const found = await api.call(undefined, 'GET', `/items?text=${encodeURIComponent('狗证')}`)
    assert.equal((found.value['items'] as { id: string }[])[0]!.id, 'dog-registration')
  } finally {
    await province.end()
  }
})

test('an item folder is found below items/, directly below a root, and as a root', () => {
  const example = join(root, 'examples', 'my-items')
  assert.deepEqual(problemsOf(example), [])
  const loose = join(place, 'loose')
  mkdirSync(loose)
  cpSync(join(example, 'items', 'dog-registration'), join(loose, 'dog-registration'), { recursive: true })
  cpSync(join(example, 'licence-types', 'dog-licence.yaml'), join(loose, 'dog-registration', 'licence.yaml'))
  const file = join(loose, 'dog-registration', 'item.yaml')
  writeFileSync(file, readFileSync(file, 'utf8').replace('licence: dog-licence', 'licence: dog-registration'))
  for (const more of [loose, join(loose, 'dog-registration')]) {
    assert.deepEqual(problemsOf(more), [])
    const roots = [join(root, 'catalogue'), more]
    assert.ok(readCatalogue(roots).items.has('dog-registration'))
    assert.equal(readLicenceTypes(roots).types.get('dog-registration')!.name, '养犬登记证')
    assert.equal(walkCases(roots, 'dog-registration').length, 5)
  }
})

test('a generated register has no mistakes', () => {
  const catalogue = join(place, 'catalogue-of-mine')
  write(made('register', 'parking-places', '--in', catalogue))
  // Definitions are read once a process; another spelling of the path reads them again.
  assert.deepEqual(problemsOf(`${catalogue}/.`), [])
  assert.ok(readRegisters([join(root, 'catalogue'), `${catalogue}/.`]).registers.has('parking-places'))
})

test('a generated module passes the checks and its own tests', () => {
  const copy = join(place, 'copy')
  mkdirSync(copy)
  for (const part of ['kernel', 'libraries', 'modules', 'server', 'tools', 'catalogue', 'portals', 'package.json', 'tsconfig.json', '.gitignore']) cpSync(join(root, part), join(copy, part), { recursive: true, filter: (from) => !from.includes('/dist/') })
  mkdirSync(join(copy, 'node_modules', '@xiangyun'), { recursive: true })
  linkPackages(copy)
  const one = make(['module', 'applications/car-parks', '--name', '停车管理'], copy)
  assert.ok(!('refused' in one))
  write(one)
  const list = join(copy, 'server', 'modules.ts')
  const text = readFileSync(list, 'utf8')
  writeFileSync(list, `import { carParks } from '#modules/applications/car-parks/module.ts'\n${text.replace(', demonstration(', ', carParks, demonstration(')}`)
  assert.ok(readFileSync(list, 'utf8').includes(', carParks,'))
  for (const command of [['git', 'init', '-q'], ['git', 'add', '-A', '.']]) spawnSync(command[0]!, command.slice(1), { cwd: copy })
  const shape = spawnSync(process.execPath, ['-e', "const { shapeProblems } = await import('./tools/architecture/check.ts'); console.log(JSON.stringify(shapeProblems().filter((p) => p.file.includes('car-parks'))))"], { cwd: copy, encoding: 'utf8' })
  assert.equal(shape.stdout.trim(), '[]', shape.stderr)
  writeFileSync(join(copy, 'tsconfig.one.json'), '{ "extends": "./tsconfig.json", "include": ["modules/applications/car-parks"] }')
  const types = spawnSync(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.one.json'], { cwd: copy, encoding: 'utf8' })
  assert.equal(types.status, 0, types.stdout)
  const ran = spawnSync(process.execPath, ['--test', 'modules/applications/car-parks/tests/rules.test.ts'], { cwd: copy, encoding: 'utf8', env: { ...process.env, NODE_TEST_CONTEXT: '' } })
  assert.equal(ran.status, 0, ran.stdout)
})

/** The copy's own workspaces, and everybody else's packages from here. */
function linkPackages(copy: string): void {
  const own = join(copy, 'node_modules')
  for (const name of spawnSync('ls', [join(root, 'node_modules')], { encoding: 'utf8' }).stdout.split('\n').filter((n) => n && n !== '@xiangyun')) symlinkSync(join(root, 'node_modules', name), join(own, name))
  symlinkSync(join(copy, 'kernel'), join(own, '@xiangyun', 'kernel'))
  for (const library of spawnSync('ls', [join(root, 'libraries')], { encoding: 'utf8' }).stdout.split('\n').filter(Boolean)) symlinkSync(join(copy, 'libraries', library), join(own, '@xiangyun', library))
}

test('names that exist or are no names are refused in Chinese', () => {
  const refusedBy = (...words: string[]): string => {
    const one = make(words)
    assert.ok('refused' in one, JSON.stringify(one))
    return one.refused
  }
  assert.match(refusedBy('item', 'food-business-licence'), /已经有事项 food-business-licence/)
  assert.match(refusedBy('item', 'id-card'), /已经有证照类型/)
  assert.match(refusedBy('register', 'people'), /已经有数据库 people（人口库）/)
  assert.match(refusedBy('module', 'applications/licences'), /已经有模块 licences/)
  assert.match(refusedBy('item', 'Parking Permit'), /小写字母/)
  assert.match(refusedBy('module', 'parking'), /层/)
  assert.match(refusedBy('thing', 'x'), /用法/)
})
