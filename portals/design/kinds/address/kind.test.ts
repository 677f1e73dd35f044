import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { address } from './kind.ts'

testKind(address, about)
