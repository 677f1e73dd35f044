import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { file } from './kind.ts'

testKind(file, about)
