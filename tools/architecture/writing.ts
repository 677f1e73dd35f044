import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { parseCitizenNumber } from '@xiangyun/identifiers'
import { isTest, root } from './sources.ts'
import type { ShapeProblem, Source } from './sources.ts'

const vague = /(^|\/)(utils?|helpers?|common|manager|base|core|misc|v2)(\.ts|\/)/

/** Sizes, names and manners of the sources. */
export function writingProblems(sources: readonly Source[]): ShapeProblem[] {
  return sources.flatMap(({ file, text }) => [
    ...(text.split('\n').length > 400 ? [{ file, rule: 'size', message: `${text.split('\n').length} lines; split by verb at 400` }] : []),
    ...(vague.test(file) ? [{ file, rule: 'names', message: 'the name says nothing' }] : []),
    ...(!/^[a-z0-9.-]+$/.test(file.split('/').at(-1)!) && !file.endsWith('.vue') ? [{ file, rule: 'names', message: 'kebab-case, please' }] : []),
    ...(file.endsWith('.ts') && !isTest(file) ? mannersOf(file, text) : []),
  ])
}

function mannersOf(file: string, text: string): ShapeProblem[] {
  const problems: ShapeProblem[] = []
  const say = (rule: string, message: string) => problems.push({ file, rule, message })
  const isConfig = /vite\.config\.ts$/.test(file)
  if (/^export default /m.test(text) && !isConfig && !file.endsWith('.d.ts')) say('exports', 'no default exports')
  if (/(:|<|as) any\b/.test(text) && !file.endsWith('.d.ts')) say('any', 'no any')
  const isInner = file.startsWith('modules/') && !file.includes('/pages/')
  const outside = /(sessions|mount|(provider|bridges)\/[a-z-]+)\.ts$/
  if (isInner && !outside.test(file) && /Date\.now\(\)|new Date\(\)|Math\.random\(/.test(text)) say('time', 'time and chance are arguments')
  const tree = ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true)
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionDeclaration(node) || ts.isArrowFunction(node) || ts.isMethodDeclaration(node) || ts.isFunctionExpression(node)) {
      const lines = tree.getLineAndCharacterOfPosition(node.end).line - tree.getLineAndCharacterOfPosition(node.getStart()).line + 1
      if (lines > 60) say('size', `a function of ${lines} lines at ${tree.getLineAndCharacterOfPosition(node.getStart()).line + 1}; stop at 60`)
    }
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return problems
}

/** No real resident's number anywhere: only the synthetic range 2299…, vectors of the standards apart. */
export function identityNumberProblems(files: readonly string[]): ShapeProblem[] {
  return files.filter((f) => /\.(ts|vue|json|ya?ml|md|csv|bpmn|dmn|sql|html)$/.test(f) && !/(vectors|samples)[^/]*\.json$/.test(f) && f !== 'package-lock.json').flatMap((file) => {
    const text = readFileSync(join(root, file), 'utf8')
    return [...text.matchAll(/(?<![0-9A-Za-z])[1-9]\d{16}[0-9Xx](?![0-9A-Za-z])/g)].filter((m) => !m[0].startsWith('2299') && parseCitizenNumber(m[0], { today: '2100-01-01' }).ok)
      .map((m) => ({ file, rule: 'identity-numbers', message: `${m[0].slice(0, 6)}… is outside the synthetic range` }))
  })
}
