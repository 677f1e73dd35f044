import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { yesWithDetail } from './kind.ts'

testKind(yesWithDetail, about)
