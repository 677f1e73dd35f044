import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { year } from './kind.ts'

testKind(year, about)
