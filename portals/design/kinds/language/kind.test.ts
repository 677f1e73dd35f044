import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { language } from './kind.ts'

testKind(language, about)
