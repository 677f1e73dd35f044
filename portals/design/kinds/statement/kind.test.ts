import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { statement } from './kind.ts'

testKind(statement, about)
