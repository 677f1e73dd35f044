import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { mapPoint } from './kind.ts'

testKind(mapPoint, about)
