import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { matrix } from './kind.ts'

testKind(matrix, about)
