import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { email } from './kind.ts'

testKind(email, about)
