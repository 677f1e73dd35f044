import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { education } from './kind.ts'

testKind(education, about)
