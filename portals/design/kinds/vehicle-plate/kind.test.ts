import { testKind } from '../tests/testing.ts'
import { about } from './about.ts'
import { vehiclePlate } from './kind.ts'

testKind(vehiclePlate, about)
