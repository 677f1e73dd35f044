import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { computedFigure } from './kind.ts'

testKind(computedFigure, about)
