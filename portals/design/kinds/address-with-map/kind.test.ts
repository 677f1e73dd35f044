import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { addressWithMap } from './kind.ts'

testKind(addressWithMap, about)
