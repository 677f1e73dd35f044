import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { webAddress } from './kind.ts'

testKind(webAddress, about)
