import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { commitmentLetter } from './kind.ts'

testKind(commitmentLetter, about)
