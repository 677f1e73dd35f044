import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { text } from './kind.ts'

testKind(text, about)
