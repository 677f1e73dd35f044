import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { date } from './kind.ts'

testKind(date, about)
