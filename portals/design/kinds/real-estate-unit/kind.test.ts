import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { realEstateUnit } from './kind.ts'

testKind(realEstateUnit, about)
