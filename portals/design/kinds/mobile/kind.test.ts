import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { mobile } from './kind.ts'

testKind(mobile, about)
