import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { quantity } from './kind.ts'

testKind(quantity, about)
