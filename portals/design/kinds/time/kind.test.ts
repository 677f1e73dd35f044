import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { time } from './kind.ts'

testKind(time, about)
