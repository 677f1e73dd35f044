import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { chooseMany } from './kind.ts'

testKind(chooseMany, about)
