import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { month } from './kind.ts'

testKind(month, about)
