import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { money } from './kind.ts'

testKind(money, about)
