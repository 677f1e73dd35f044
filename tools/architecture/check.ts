import { arrowProblems, circleProblems, neighbours } from './arrows.ts'
import { manifestProblems } from './manifests.ts'
import { projectFiles, readSources } from './sources.ts'
import type { ShapeProblem } from './sources.ts'
import { identityNumberProblems, writingProblems } from './writing.ts'
import { machineClock } from '@xiangyun/kernel/time'
import { provinceModules } from '#server/modules.ts'

/** Every mistake in the shape of the project, all at once. */
export function shapeProblems(): ShapeProblem[] {
  const files = projectFiles()
  const sources = readSources(files)
  const graph = neighbours(sources)
  return [...arrowProblems(sources), ...circleProblems(graph), ...manifestProblems(provinceModules(machineClock), sources, graph), ...writingProblems(sources), ...identityNumberProblems(files)]
}
