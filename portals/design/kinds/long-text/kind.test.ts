import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { longText } from './kind.ts'

testKind(longText, about)
