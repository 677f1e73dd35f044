import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { creditCode } from './kind.ts'

testKind(creditCode, about)
