import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { accountWithBank } from './kind.ts'

testKind(accountWithBank, about)
