import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { validity } from './kind.ts'

testKind(validity, about)
