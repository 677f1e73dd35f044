import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { sex } from './kind.ts'

testKind(sex, about)
