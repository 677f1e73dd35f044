import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { noWithReason } from './kind.ts'

testKind(noWithReason, about)
