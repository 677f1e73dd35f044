import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { bankAccount } from './kind.ts'

testKind(bankAccount, about)
