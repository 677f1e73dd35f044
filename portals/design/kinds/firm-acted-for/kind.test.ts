import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { firmActedFor } from './kind.ts'

testKind(firmActedFor, about)
