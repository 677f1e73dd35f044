import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { identityNumber } from './kind.ts'

testKind(identityNumber, about)
