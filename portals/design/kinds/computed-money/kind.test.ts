import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { computedMoney } from './kind.ts'

testKind(computedMoney, about)
