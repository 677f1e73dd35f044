import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { postcode } from './kind.ts'

testKind(postcode, about)
