import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { textList } from './kind.ts'

testKind(textList, about)
