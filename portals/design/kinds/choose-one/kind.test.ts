import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { chooseOne } from './kind.ts'

testKind(chooseOne, about)
