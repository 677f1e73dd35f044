import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { phoneOrMobile } from './kind.ts'

testKind(phoneOrMobile, about)
