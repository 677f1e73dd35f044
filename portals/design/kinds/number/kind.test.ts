import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { number } from './kind.ts'

testKind(number, about)
