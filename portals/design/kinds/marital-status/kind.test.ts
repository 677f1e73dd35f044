import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { maritalStatus } from './kind.ts'

testKind(maritalStatus, about)
