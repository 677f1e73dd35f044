import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { count } from './kind.ts'

testKind(count, about)
