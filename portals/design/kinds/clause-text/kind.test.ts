import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { clauseText } from './kind.ts'

testKind(clauseText, about)
