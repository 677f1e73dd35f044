import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { rows } from './kind.ts'

testKind(rows, about)
