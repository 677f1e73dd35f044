import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { cascade } from './kind.ts'

testKind(cascade, about)
