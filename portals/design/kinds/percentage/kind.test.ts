import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { percentage } from './kind.ts'

testKind(percentage, about)
