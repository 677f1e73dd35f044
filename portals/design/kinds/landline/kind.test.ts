import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { landline } from './kind.ts'

testKind(landline, about)
