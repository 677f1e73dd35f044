import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { yesNo } from './kind.ts'

testKind(yesNo, about)
