import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { relation } from './kind.ts'

testKind(relation, about)
