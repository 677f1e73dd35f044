import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { heading } from './kind.ts'

testKind(heading, about)
