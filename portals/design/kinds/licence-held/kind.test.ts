import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { licenceHeld } from './kind.ts'

testKind(licenceHeld, about)
