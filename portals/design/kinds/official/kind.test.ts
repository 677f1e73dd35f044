import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { official } from './kind.ts'

testKind(official, about)
